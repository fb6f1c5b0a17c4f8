import sys

from entrepot.cli import main

sys.exit(main())
