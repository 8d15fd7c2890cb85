"""The runner at full size: real kills, a Dask cluster, and the compiled kernel."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from wargame.batch.ledger import NAME, Ledger
from wargame.batch.load import parse_experiment
from wargame.batch.results import open_results
from wargame.batch.sweeping import resume

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
#: Kills with signal 9, at moments spread over the time that a whole batch takes.
KILLS = int(os.environ.get("WARGAME_KILLS", "50"))


def command(*words: str, folder: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(
        p for p in (str(ROOT), os.environ.get("PYTHONPATH", "")) if p)}
    return subprocess.Popen([sys.executable, "-m", "wargame", "batch", *words], cwd=folder,
                            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def finished(folder: Path) -> dict:
    if not (folder / NAME).exists():
        return {}
    with Ledger(folder) as ledger:
        try:
            return ledger.entries()
        except Exception as error:
            assert "no such table" in str(error)
            return {}


def test_killed_at_any_moment_it_goes_on_to_the_same_bytes(text, contents, tmp_path) -> None:
    wide = text.replace("points: 8", "points: 256").replace("turns: 2", "turns: 3")
    (tmp_path / "wide.yaml").write_text(wide)
    words = ("run", "wide.yaml", "--no-compiled", "--workers", "2", "--into")
    start = time.monotonic()
    assert command(*words, "whole/small", folder=tmp_path).wait(300) == 0
    seconds = time.monotonic() - start
    expected = contents(tmp_path / "whole" / "small")
    chance, kills, trial, in_the_middle = np.random.default_rng(1), 0, 0, 0
    while kills < KILLS:
        trial += 1
        folder = tmp_path / str(trial) / "small"
        while True:
            new = not (folder / "manifest.json").exists()
            before = finished(folder)
            process = command(
                *((*words, str(folder)) if new else ("resume", str(folder), "--no-compiled")),
                folder=tmp_path)
            try:
                code = process.wait(chance.uniform(0.3, 1.1) * seconds)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
                kills += 1
                in_the_middle += 0 < len(finished(folder)) < 16
            else:
                assert code == 0
            after = finished(folder)
            assert all(after[number] == entry for number, entry in before.items())
            if process.returncode == 0:
                break
        assert contents(folder) == expected
    assert in_the_middle >= KILLS // 10


def test_a_local_dask_cluster_gives_the_same_bytes_and_survives_a_poisoned_run(
        small, poisoned, play, contents, tmp_path) -> None:
    threads = play(small, tmp_path / "a" / "small", chunk=5)
    cluster = play(small, tmp_path / "b" / "small", chunk=5, dask="local", workers=2)
    assert contents(threads.folder) == contents(cluster.folder)
    experiment, bad = poisoned("poisoned_raises", 40)
    found = play(experiment, tmp_path / "poisoned", chunk=10, dask="local", workers=2)
    assert found.failures["run"].tolist() == [bad]


def test_the_kernel_and_numpy_fill_the_same_bytes(text, play, contents, tmp_path) -> None:
    wide = text.replace("points: 8", "points: 256").replace("turns: 2\n", "")
    experiment = parse_experiment(wide)
    compiled = play(experiment, tmp_path / "a" / "small", compiled=True)
    plain = play(experiment, tmp_path / "b" / "small", compiled=False)
    assert contents(compiled.folder) == contents(plain.folder)
    found = open_results(compiled.folder)
    for run in (0, 511, 512, 1023):
        assert found.equals_stored(run, found.run(run))


def test_decisions_that_fail_are_the_same_rows_for_the_kernel_and_numpy(
        poisoned, play, contents, tmp_path) -> None:
    experiment, bad = poisoned("poisoned_not_a_number", 300)
    compiled = play(experiment, tmp_path / "a" / "bad", compiled=True)
    plain = play(experiment, tmp_path / "b" / "bad", compiled=False)
    assert compiled.failures["run"].tolist() == [bad]
    assert contents(compiled.folder) == contents(plain.folder)


def test_two_hundred_runs_survive_a_deadly_one_and_a_killed_worker(
        poisoned, play, tmp_path) -> None:
    experiment, bad = poisoned("poisoned_deadly", 200)
    found = play(experiment, tmp_path / "deadly", workers=2)
    assert found.failures[["run", "type"]].to_numpy().tolist() == [[bad, "WorkerDied"]]
    assert found.turns("open_token_share")["count"].tolist() == [199, 199]


def test_resuming_with_another_backend_gives_the_same_bytes(
        small, play, contents, tmp_path) -> None:
    whole = play(small, tmp_path / "a" / "small", chunk=4)
    folder = play(small, tmp_path / "b" / "small", chunk=4).folder
    for number in (1, 4, 6):
        (folder / "runs" / f"part-{number:06d}.parquet").unlink()
    resume(folder, watch=False, compiled=True, backend="processes", workers=2)
    assert contents(folder) == contents(whole.folder)


def test_a_script_without_a_guard_may_use_processes_and_dask(text, tmp_path) -> None:
    (tmp_path / "small.yaml").write_text(text)
    (tmp_path / "script.py").write_text(
        "import wargame as wg\n"
        "from wargame.batch import load_experiment, run_experiment\n"
        "small = load_experiment('small.yaml')\n"
        "for name, options in (('a', {'backend': 'processes'}), ('b', {'dask': 'local'})):\n"
        "    found = run_experiment(small, name, watch=False, compiled=False, workers=2,\n"
        "                           **options)\n"
        "    print(found.finished)\n")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(
        p for p in (str(ROOT), os.environ.get("PYTHONPATH", "")) if p)}
    done = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, env=environment, text=True,
                          capture_output=True, timeout=300, check=False)
    assert done.stdout.split() == ["32", "32"], done.stderr
