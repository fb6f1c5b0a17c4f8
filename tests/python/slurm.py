"""A real Slurm of two nodes on this machine: munged, slurmctld and two slurmd, all of the test's own.

Nothing of the machine is touched: key, socket, ports, state and logs are the cluster's own, in a folder that goes away.
"""

import getpass
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time

import pytest

from program import ROOT

TEMPLATE = ROOT / "tests" / "slurm" / "slurm.conf.in"
NODES = ("n1", "n2")
#: Daemons stand where users need not look.
SEARCH = os.environ["PATH"] + ":/usr/sbin:/usr/local/sbin:/sbin"
DAEMONS = {name: shutil.which(name, path=SEARCH) for name in ("munged", "slurmctld", "slurmd")}
CLIENTS = {name: shutil.which(name) for name in ("sbatch", "squeue", "scontrol", "scancel", "srun", "sinfo")}
MISSING = [name for name, path in (DAEMONS | CLIENTS).items() if not path]


class Cluster:
    """A Slurm that runs. `environment` is what its commands need to find it."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.environment = os.environ | {"SLURM_CONF": str(folder / "slurm.conf")}
        self.processes = {}

    # ---- what a test asks ----

    def run(self, *command, code=0, cwd=None):
        """Standard output of a command that finds this Slurm."""
        done = subprocess.run([*map(str, command)], env=self.environment, cwd=cwd or self.folder, text=True,
                              capture_output=True, timeout=60)  # fmt: skip
        assert done.returncode == code, f"{command}: exit {done.returncode}\n{done.stdout}{done.stderr}{self.logs()}"
        return done.stdout

    def submit(self, *options, script=None):
        """Number of a job; `script` is the text of a batch script."""
        path = self.folder / f"job-{time.monotonic_ns()}.sh"
        path.write_text(script)
        return int(self.run("sbatch", "--parsable", *options, path).split(";")[0])

    def job(self, job):
        """What Slurm knows of a job or task ("17_3"), by scontrol's names."""
        return dict(re.findall(r"(\w+)=(\S*)", self.run("scontrol", "--oneliner", "show", "job", job)))

    def tasks(self, job):
        """The same of every task of an array."""
        lines = self.run("scontrol", "--oneliner", "show", "job", job).splitlines()
        return [dict(re.findall(r"(\w+)=(\S*)", line)) for line in lines if line]

    def wait(self, what, condition, seconds=90):
        """Until the condition gives something true, which is returned."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = condition()
            if found:
                return found
            time.sleep(0.2)
        queue = self.run("squeue", "--all", "--states=all", "--format=%i %j %T %r %N")
        raise AssertionError(f"{what}: not within {seconds} s\n{queue}{self.logs()}")

    def wait_for_end(self, job, seconds=90):
        """The states in which all tasks of a job ended, by task."""
        over = {"COMPLETED", "FAILED", "CANCELLED", "TIMEOUT", "NODE_FAIL", "OUT_OF_MEMORY", "PREEMPTED"}

        def all_over():
            tasks = self.tasks(job)
            states = {task.get("ArrayTaskId", "0"): task["JobState"] for task in tasks}
            return states if all(state in over for state in states.values()) else None

        return self.wait(f"the end of job {job}", all_over, seconds)

    def lose_node(self, name):
        """Kill a node with all that runs on it, as a power cut does."""
        daemon = self.processes.pop(f"slurmd-{name}")
        daemon.kill()
        daemon.wait()
        self._kill_jobs(name)

    def bring_back(self, name):
        self._start_node(name)
        self.wait(f"node {name}", lambda: self._state_of(name) == "IDLE")

    def logs(self):
        """The end of what the daemons wrote."""
        texts = []
        for path in sorted(self.folder.glob("*.log")):
            texts.append(f"---- {path.name}\n" + "\n".join(path.read_text(errors="replace").splitlines()[-40:]))
        return "\n" + "\n".join(texts)

    # ---- its life ----

    def start(self):
        ports = free_ports(1 + len(NODES))
        filled = {
            "DIR": str(self.folder), "HOST": socket.gethostname().split(".")[0], "USER": getpass.getuser(),
            "CONTROLLER_PORT": str(ports[0]), "NODE_PORTS": ",".join(map(str, ports[1:])),
        }  # fmt: skip
        text = re.sub(r"@(\w+)@", lambda match: filled[match.group(1)], TEMPLATE.read_text())
        (self.folder / "slurm.conf").write_text(text)
        (self.folder / "state").mkdir()
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o400)
        self._start("munged", DAEMONS["munged"], "--foreground", "--force", f"--key-file={key}",
                    f"--socket={self.folder}/munge.socket", f"--pid-file={self.folder}/munged.pid",
                    f"--log-file={self.folder}/munged.log", f"--seed-file={self.folder}/munged.seed")  # fmt: skip
        self.wait_for_file(self.folder / "munge.socket")
        self._start("slurmctld", DAEMONS["slurmctld"], "-D", "-c")
        for name in NODES:
            self._start_node(name)
        self.wait("nodes that are idle", lambda: all(self._state_of(name) == "IDLE" for name in NODES), 60)

    def stop(self):
        """Jobs first, then the daemons."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._kill_jobs()

    def wait_for_file(self, path, seconds=20):
        end = time.monotonic() + seconds
        while not path.exists():
            assert time.monotonic() < end, f"{path} does not come{self.logs()}"
            time.sleep(0.05)

    def _start(self, label, *command):
        with open(self.folder / f"{label}.out.log", "ab") as out:
            self.processes[label] = subprocess.Popen([*map(str, command)], env=self.environment, cwd=self.folder,
                                                     stdin=subprocess.DEVNULL, stdout=out, stderr=out)  # fmt: skip

    def _start_node(self, name):
        (self.folder / f"spool-{name}").mkdir(exist_ok=True)
        self._start(f"slurmd-{name}", DAEMONS["slurmd"], "-D", "-N", name)

    def _state_of(self, name):
        done = subprocess.run([CLIENTS["sinfo"], "--noheader", f"--nodes={name}", "--format=%T"],
                              env=self.environment, capture_output=True, text=True, timeout=60)  # fmt: skip
        return done.stdout.strip().rstrip("*").upper()

    def _kill_jobs(self, node=None):
        """Processes of jobs on a node, or all; first the daemons over them, so that none can tell of the deaths."""
        wanted = {f"SLURM_CONF={self.folder}/slurm.conf".encode()}
        wanted |= {f"SLURMD_NODENAME={node}".encode()} if node else set()
        jobs = [p for p in processes() if wanted <= p.environment() and p.is_of_a_job()]
        parents = {p.parent() for p in jobs}
        for process in [p for p in processes() if p.number in parents and p.name == "slurmstepd"] + jobs:
            process.kill()


class Process:
    """A process of this machine, as /proc has it."""

    def __init__(self, number):
        self.number = number
        self.folder = pathlib.Path("/proc") / str(number)
        self.name = self._stat()[0]

    def parent(self):
        return self._stat()[1]

    def environment(self):
        return set(self._read("environ").split(b"\0"))

    def is_of_a_job(self):
        return any(variable.startswith(b"SLURM_JOB_ID=") for variable in self.environment())

    def kill(self):
        try:
            os.kill(self.number, signal.SIGKILL)
        except ProcessLookupError:
            pass

    def _read(self, name):
        try:
            return (self.folder / name).read_bytes()
        except OSError:
            return b""

    def _stat(self):
        """Name and parent; of a process that is gone, nothing that could be mistaken."""
        match = re.match(rb"\d+ \((.*)\) \S (\d+)", self._read("stat"), re.DOTALL)
        return (match.group(1).decode(), int(match.group(2))) if match else ("", -1)


def processes():
    return [Process(int(folder.name)) for folder in pathlib.Path("/proc").iterdir() if folder.name.isdigit()]


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


@pytest.fixture(scope="session")
def slurm():
    """A Slurm of two nodes, n1 and n2, with two processors each."""
    if MISSING:
        pytest.skip(f"not installed: {', '.join(MISSING)} (Debian: munge, slurmctld, slurmd, slurm-client)")
    # Not in pytest's folders: their names are too long for a socket's.
    folder = pathlib.Path(tempfile.mkdtemp(prefix="entrepot-slurm-"))
    folder.chmod(0o755)
    cluster = Cluster(folder)
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
