"""The manual page and the completions of shells: whole, well-formed, and of use in a real shell."""

import os
import re
import shutil
import subprocess

import pytest
from program import BINARY, ROOT, entrepot, needs_program

pytestmark = needs_program

def commands():
    """The commands that the program offers a shell."""
    return [word for word in offered("") if not word.startswith("-")]


def option_names(command):
    """The names of each of a command's options, as its help lists them."""
    listed = entrepot(command, "--help")[0].split("\nOptions:")[1]
    return [row.split(", ") for row in re.findall(r"^  (-[^\s,]+(?:, --\S+)?)", listed, re.MULTILINE)]


def options(command):
    """The names of all options of a command."""
    return [name for names in option_names(command) for name in names]


@pytest.fixture(scope="module")
def manual(tmp_path_factory):
    """The folder of the manual pages."""
    if not shutil.which("help2man"):
        pytest.skip("help2man is not installed")
    folder = tmp_path_factory.mktemp("manual") / "man1"
    subprocess.run([ROOT / "cmake" / "write-manual", BINARY, folder], check=True)
    return folder


def completion(shell):
    return entrepot("completion", shell)[0]


def offered(*words):
    """What the program offers a shell in place of the last word."""
    return [line.split("\t")[0] for line in entrepot("__complete", *words)[0].splitlines()]


def test_help_lists_commands_and_options():
    assert {"run", "docs", "completion"} <= set(commands())
    listed = re.findall(r"^  ([a-z]+) ", entrepot("--help")[0], re.MULTILINE)
    assert sorted(listed) == sorted(commands())
    assert {"-h", "--help", "-o", "--output", "--set"} <= set(options("run"))


@pytest.mark.parametrize("command", commands() if BINARY else [])
def test_every_option_is_in_the_manual_page_and_is_completed(command, manual):
    page = re.sub(r"\\f[BIR]", "", (manual / f"entrepot-{command}.1").read_text()).replace("\\-", "-")
    for option in options(command):
        assert re.search(rf"(?<![-\w]){re.escape(option)}(?![-\w])", page), option
        assert option in offered(command, option[:-1])
    assert set(options(command)) == set(offered(command, "-"))


def test_every_command_has_a_manual_page_and_is_completed(manual):
    pages = {path.stem for path in manual.iterdir()}
    assert pages == {"entrepot", *(f"entrepot-{command}" for command in commands())}
    assert set(commands()) < set(offered(""))


def test_man_shows_every_page_without_a_warning(manual):
    if not shutil.which("man"):
        pytest.skip("man is not installed")
    for page in sorted(manual.iterdir()):
        done = subprocess.run(["man", "--warnings", "-l", page], capture_output=True, text=True)
        assert done.returncode == 0 and done.stderr == "", page


def test_manual_pages_show_synopses_ranges_and_choices(manual):
    if not shutil.which("man"):
        pytest.skip("man is not installed")
    for page, wanted in {
        "entrepot": ["entrepot - simulate export controls on AI chips", "EXIT STATUS", "EXAMPLES", "FILES"],
        "entrepot-run": ["entrepot run [OPTIONS] scenario", "--until", "1 to 4096"],
        "entrepot-completion": ["{bash,zsh,fish}"],
    }.items():
        done = subprocess.run(["man", "-l", manual / f"{page}.1"], capture_output=True, text=True, check=True)
        shown = " ".join(re.sub(r".\x08|\x1b\[[0-9;]*m", "", done.stdout).split())
        for text in wanted:
            assert text in shown, page


def test_exit_codes_of_the_manual_page_are_those_of_the_reference(manual):
    reference = (ROOT / "docs" / "reference" / "exit-codes.md").read_text()
    section = (manual / "entrepot.1").read_text().split('.SH "EXIT STATUS"')[1].split(".SH")[0]
    assert re.findall(r"^\.B (\d+)$", section, re.MULTILINE) == re.findall(r"^\| (\d+) \|", reference, re.MULTILINE)


@pytest.mark.parametrize(("words", "wanted"), [
    ([], []),
    (["nothing", ""], []),
    (["run", "a.yaml", ""], []),  # one scenario only
    (["run", "--set", "a.b", "=", "3", ""], [":files.yaml"]),  # as bash takes it apart
    (["run", "--set", "a.b=3", ""], [":files.yaml"]),
    (["run", "--set", "a"], []),  # a value that only the user knows
    (["compare", "a.h5", "b.h5", ""], [":files"]),  # any number of files
    (["run", "--include-dir", ""], [":folders"]),
    (["run", "--quiet", "--force", ""], [":files.yaml"]),
    (["trace", "--failed-check=cus"], ["customs"]),
    (["trace", "--failed-check", "=", "cus"], ["customs"]),
    (["completion", ""], ["bash", "zsh", "fish"]),
])  # fmt: skip
def test_the_program_offers_what_may_stand_next(words, wanted):
    assert offered(*words) == wanted


# ---- completion in real shells --------------------------------------------------------------------------------------

#: Shells ask the program that the command line names.
ENVIRONMENT = os.environ | {"PATH": f"{os.path.dirname(BINARY or '')}:{os.environ['PATH']}"}


@pytest.fixture
def folder(tmp_path):
    """A working folder with files of every kind."""
    for name in ("a.yaml", "b b.yaml", "one.h5", "two.h5", "notes.txt"):
        (tmp_path / name).touch()
    (tmp_path / "sub").mkdir()
    return tmp_path


#: What is offered behind these words (the last one is being typed).
CASES = [
    (["r"], {"run", "rules", "replay", "report"}),
    (["--v"], {"--version"}),
    (["run", ""], {"a.yaml", "b b.yaml", "sub"}),
    (["run", "a"], {"a.yaml"}),
    (["run", "a.yaml", "--th"], {"--threads"}),
    (["run", "-j", "2", "a"], {"a.yaml"}),
    (["run", "a.yaml", "-o", ""], {"one.h5", "two.h5", "sub"}),
    (["compare", "one.h5", "t"], {"two.h5"}),
    (["docs", ""], {"parameters", "outputs", "odd"}),
    (["help", "sc"], {"scenarios", "schema"}),
    (["example", "pub"], {"published"}),
    (["new", "mine", "--extends", "strict"], {"strict-kyc"}),
    (["completion", "f"], {"fish"}),
    (["trace", "one.h5", "--failed-check", "c"], {"customs"}),
    (["credit", "--of", "leaked"], {"leaked_units"}),
    (["compare", "--output", ""], {"sub"}),
]


def check(offered, wanted, words):
    """All that is wanted is offered, and nothing that does not begin as it must; other pages of docs may be offered."""
    offered = {word.rstrip("/") for word in offered}
    assert wanted <= offered, words
    assert words[0] == "docs" or offered == wanted, words


def bash_offers(script, words, cwd):
    """COMPREPLY of a real bash whose line is `entrepot WORDS`."""
    source = f"source {script}; COMP_WORDS=(entrepot \"$@\"); COMP_CWORD=$#; "
    source += "call=$(complete -p entrepot); call=${call#*-F }; ${call%% *} entrepot; "
    source += "printf '%s\\n' \"${COMPREPLY[@]}\""
    command = ["bash", "--norc", "-uc", source, "bash", *words]
    done = subprocess.run(command, cwd=cwd, env=ENVIRONMENT, capture_output=True, text=True)
    assert done.stderr == ""
    return [line for line in done.stdout.splitlines() if line]


@pytest.mark.parametrize("words, wanted", CASES, ids=[" ".join(words) for words, _ in CASES])
def test_bash_completes(words, wanted, folder, tmp_path_factory):
    script = tmp_path_factory.mktemp("bash") / "entrepot"
    script.write_text(completion("bash"))
    check(bash_offers(script, words, folder), wanted, words)


@pytest.mark.parametrize("words", [["trace", "one.h5", "--failed-check", "="], ["trace", "--failed-check", "=", "cus"]])
def test_bash_completes_the_value_behind_an_equals_sign(words, folder, tmp_path_factory):
    script = tmp_path_factory.mktemp("bash") / "entrepot"
    script.write_text(completion("bash"))
    assert "customs" in bash_offers(script, words, folder)


def test_bash_offers_all_files_where_none_has_the_ending(folder, tmp_path_factory):
    script = tmp_path_factory.mktemp("bash") / "entrepot"
    script.write_text(completion("bash"))
    assert bash_offers(script, ["show", "no"], folder) == ["notes.txt"]


@pytest.mark.parametrize("words, wanted", CASES, ids=[" ".join(words) for words, _ in CASES])
def test_fish_completes(words, wanted, folder, tmp_path_factory):
    if not shutil.which("fish"):
        pytest.skip("fish is not installed")
    home = tmp_path_factory.mktemp("fish")
    (home / "entrepot.fish").write_text(completion("fish"))
    line = " ".join(["entrepot", *words])
    command = ["fish", "--no-config", "-c", f"source {home}/entrepot.fish; complete -C '{line}'"]
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT | {"HOME": str(home)}, capture_output=True, text=True)
    assert done.stderr == ""
    offered = {row.split("\t")[0].replace("\\ ", " ").rstrip("/") for row in done.stdout.splitlines()}
    assert wanted <= offered, (words, offered)


def test_zsh_reads_its_completion(tmp_path):
    if not shutil.which("zsh"):
        pytest.skip("zsh is not installed")
    (tmp_path / "_entrepot").write_text(completion("zsh"))
    check_syntax = subprocess.run(["zsh", "-n", "_entrepot"], cwd=tmp_path, capture_output=True, text=True)
    assert check_syntax.returncode == 0 and check_syntax.stderr == ""


#: Types a line and a tab into an interactive zsh, waits for the words that follow, and prints what it lists.
ZSH = r"""
zmodload zsh/zpty
wait_for() {
  local more
  for _ in {1..1200}; do
    while zpty -r -t z more; do text+=$more; done
    [[ $text != *$1* ]] || return 0
    sleep 0.1
  done
}
zpty z zsh -f -i
zpty -w z "PS1='> '; fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -d $1/dump"
zpty -w z "bindkey '^I' list-choices; cd $2; clear; print re''ady"
wait_for ready
text=
zpty -w -n z "$3"$'\t'
for word in "${@:4}"; do wait_for $word; done
print -r -- $text
zpty -d z
"""


@pytest.mark.parametrize("line, wanted", [("entrepot r", ["run", "rules", "replay"]), ("entrepot run ", ["a.yaml"]),
                                          ("entrepot run a.yaml --thr", ["--threads"]),
                                          ("entrepot trace one.h5 --failed-check ", ["customs", "open_case"])])
def test_zsh_completes(line, wanted, folder, tmp_path_factory):
    if not shutil.which("zsh"):
        pytest.skip("zsh is not installed")
    home = tmp_path_factory.mktemp("zsh")
    (home / "_entrepot").write_text(completion("zsh"))
    command = ["zsh", "-f", "-c", ZSH, "zsh", str(home), str(folder), line, *wanted]
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, errors="replace", timeout=500)
    for word in wanted:
        assert word in done.stdout.replace(line, "", 1), (line, done.stdout, done.stderr)
