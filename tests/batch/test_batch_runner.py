"""The runner: the same bytes whoever plays, and nothing finished lost, whatever fails."""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import threading

import numpy as np
import pytest

import wargame as wg
from wargame.batch import store
from wargame.batch.crew import Processes
from wargame.batch.games import MOST_RAISING
from wargame.batch.job import prepare, reopen
from wargame.batch.ledger import Ledger
from wargame.batch.load import parse_experiment
from wargame.batch.results import open_results
from wargame.batch.runner import StoppedError, run
from wargame.batch.spec import BatchError
from wargame.batch.sweeping import resume


class PowerCutError(BaseException):
    """The process is gone."""


def entries(folder) -> dict:
    with Ledger(folder) as ledger:
        return ledger.entries()


@pytest.mark.parametrize("options", [
    {"workers": 1}, {"workers": 3}, {"backend": "processes", "workers": 2}],
    ids=["one thread", "three threads", "processes"])
def test_whoever_plays_the_bytes_are_equal(small, play, contents, tmp_path, options) -> None:
    first = play(small, tmp_path / "a" / "small", workers=2, chunk=5)
    other = play(small, tmp_path / "b" / "small", chunk=5, **options)
    assert contents(first.folder) == contents(other.folder)
    assert len(contents(first.folder)) == 2 * 7 + 6


def test_chunks_of_another_size_hold_the_same_runs(small, play, results, tmp_path) -> None:
    other = play(small, tmp_path / "other", chunk=3)
    assert other.arrow().equals(results.arrow())
    turns, merged = (r.turns("open_token_share") for r in (results, other))
    # Sums of chunks are added in another order; all else is counted.
    assert np.allclose(turns.pop("mean"), merged.pop("mean"), rtol=1e-14, atol=0)
    assert turns.equals(merged)


@pytest.mark.parametrize("step", ["runs", "turns", "ledger"])
def test_a_run_that_is_cut_anywhere_goes_on_to_the_same_bytes(
        small, play, contents, tmp_path, monkeypatch, step) -> None:
    whole = play(small, tmp_path / "a" / "small", chunk=5)
    folder = tmp_path / "b" / "small"
    true_put, true_add = store.put, Ledger.add
    done = []

    def put(path, content) -> None:
        if path.parent.name == step and len(done) == 2:
            path.with_name(path.name + store.UNFINISHED).write_bytes(content[:100])
            raise PowerCutError
        true_put(path, content)

    def add(ledger, entry, failures) -> None:
        if step == "ledger" and len(done) == 2:
            raise PowerCutError
        true_add(ledger, entry, failures)
        done.append(entry)

    with monkeypatch.context() as patch:
        patch.setattr(store, "put", put)
        patch.setattr(Ledger, "add", add)
        with pytest.raises(PowerCutError):
            play(small, folder, chunk=5)
    before = entries(folder)
    assert len(before) == 2
    resume(folder, watch=False, compiled=False)
    assert contents(folder) == contents(whole.folder)
    # A chunk that was finished is not played again: its row, with its time, is as it was.
    after = entries(folder)
    assert all(after[number] == entry for number, entry in before.items())
    assert len(after) == 7


def test_a_finished_batch_plays_nothing_again(small, play, contents, tmp_path) -> None:
    folder = play(small, tmp_path / "small").folder
    before, rows = contents(folder), entries(folder)
    seen = []
    resume(folder, watch=seen.append, compiled=False)
    assert contents(folder) == before
    assert entries(folder) == rows
    assert [p.here for p in seen] == [0]


def test_a_part_that_is_gone_or_damaged_is_played_again(small, play, contents, tmp_path) -> None:
    folder = play(small, tmp_path / "small", chunk=5).folder
    before = contents(folder)
    (folder / "turns" / "part-000003.parquet").unlink()
    damaged = folder / "runs" / "part-000001.parquet"
    damaged.write_bytes(damaged.read_bytes()[:-100])
    with pytest.raises(BatchError, match=r"is damaged .* it is played again by: wargame batch"):
        open_results(folder).frame()
    seen = []
    resume(folder, watch=seen.append, compiled=False)
    assert contents(folder) == before
    assert seen[-1].here == 10


def test_one_poisoned_run_of_two_hundred_is_a_row_and_the_rest_is_kept(
        poisoned, play, tmp_path) -> None:
    experiment, bad = poisoned("poisoned_raises", 200)
    found = play(experiment, tmp_path / "poisoned", backend="threads", chunk=50)
    _, missing = found.values("open_token_share")
    assert np.flatnonzero(missing).tolist() == [bad]
    row = found.failures.iloc[0]
    assert (row["run"], row["stage"], row["type"]) == (bad, "decide", "ZeroDivisionError")
    assert "'meta' could not decide in quarter 1: ZeroDivisionError: poison" in row["reason"]
    assert row["line"] > 0
    assert row["replay"] == f"wargame batch show {found.folder} --run {bad}"
    assert found.sql("select run, type from failures").to_numpy().tolist() == [
        [bad, "ZeroDivisionError"]]
    assert found.turns("open_token_share")["count"].tolist() == [199, 199]
    assert found.run(bad).turns[0].faults[0].actor == "meta"


def test_failures_that_are_off_pass_and_stop_stops_at_the_first(
        poisoned, play, tmp_path) -> None:
    experiment, bad = poisoned("poisoned_raises", 60, failures="off")
    found = play(experiment, tmp_path / "off", backend="threads")
    assert found.failures.empty
    assert not found.values("open_token_share")[1].any()
    experiment, bad = poisoned("poisoned_raises", 60, failures="stop")
    with pytest.raises(StoppedError, match=rf"run {bad} failed \(ZeroDivisionError"):
        play(experiment, tmp_path / "stop", backend="threads", workers=1, chunk=10)
    stopped = open_results(tmp_path / "stop")
    assert not stopped.complete
    assert stopped.finished >= 10 * (bad // 10 + 1)


def test_a_mix_whose_orders_are_no_numbers_loses_those_runs_only(
        poisoned, play, tmp_path) -> None:
    experiment, bad = poisoned("poisoned_not_a_number", 100)
    found = play(experiment, tmp_path / "nan")
    assert found.failures["run"].tolist() == [bad]
    assert "not finite" in found.failures["reason"][0]


def test_under_shared_luck_a_failure_is_told_for_its_own_point(poisoned, play, tmp_path) -> None:
    experiment, bad = poisoned(
        "poisoned_raises", 6, luck="shared", design={"kind": "sobol", "points": 4},
        uncertainties={"ranges": "listed", "parameters": {"algorithmic_progress": {}}})
    found = play(experiment, tmp_path / "shared", backend="threads")
    assert found.failures["run"].tolist() == [bad + 6 * point for point in range(4)]
    assert set(found.frame()["future"]) == set(range(6))


def test_metrics_that_are_not_finite_are_told_with_their_quarter(
        small, play, tmp_path, monkeypatch) -> None:
    from wargame.batch import games

    true = games.play_many

    def spoiled(scenario, seed, futures, **options):
        many = true(scenario, seed, futures, **options)
        many.metrics[3, many.names.index("hybrid_share"), futures == 4] = np.nan
        return many

    monkeypatch.setattr(games, "play_many", spoiled)
    found = play(small, tmp_path / "small", workers=1)
    assert found.failures["run"].tolist() == [4, 20]
    assert found.failures["reason"][0] == "hybrid_share is nan in quarter 3"
    assert found.frame()["status"].tolist().count("failed") == 2
    assert found.turns("hybrid_share")["count"].tolist() == [15] * 6


def test_a_run_that_raises_in_the_playing_is_found_by_halves(
        small, play, tmp_path, monkeypatch) -> None:
    from wargame.batch import games

    true = games.play_many

    def raising(scenario, seed, futures, **options):
        if 9 in futures:
            raise MemoryError("too large")
        return true(scenario, seed, futures, **options)

    monkeypatch.setattr(games, "play_many", raising)
    found = play(small, tmp_path / "small", workers=1)
    assert found.failures[["run", "stage", "type"]].to_numpy().tolist() == [
        [9, "play", "MemoryError"], [25, "play", "MemoryError"]]


def test_when_nothing_can_be_played_the_batch_stops_and_says_why(
        small, play, tmp_path, monkeypatch) -> None:
    from wargame.batch import games

    def never(*_, **__):
        raise RuntimeError("no engine")

    monkeypatch.setattr(games, "play_many", never)
    wide = small.model_copy(update={"futures": 2 * MOST_RAISING})
    with pytest.raises(StoppedError, match="run after run fails, the last with RuntimeError"):
        play(wide, tmp_path / "small", workers=1)


def test_a_killed_worker_costs_nothing_but_time(poisoned, tmp_path) -> None:
    experiment, _ = poisoned("poisoned_raises", 200, failures="off")
    job = prepare(experiment, tmp_path / "killed", chunk=20)
    crew = Processes(2)
    killed = []

    def watch(progress) -> None:
        if progress.here and not killed:
            killed.append(crew.workers[0].pid or crew.workers[1].pid)
            os.kill(killed[0], signal.SIGKILL)

    try:
        run(job, crew, watch=watch)
    finally:
        crew.close()
    found = open_results(tmp_path / "killed")
    assert killed
    assert found.finished == 200
    assert found.failures.empty


def test_a_run_that_kills_its_process_is_found_and_the_rest_is_kept(
        poisoned, play, tmp_path) -> None:
    experiment, bad = poisoned("poisoned_deadly", 8)
    found = play(experiment, tmp_path / "deadly", workers=2, chunk=4)
    assert np.flatnonzero(found.values("open_token_share")[1]).tolist() == [bad]
    row = found.failures.iloc[0]
    assert (row["run"], row["stage"], row["type"]) == (bad, "worker", "WorkerDied")
    assert row["reason"] == "the process that played it was ended by signal 9"


def test_a_full_disk_is_one_line_and_loses_nothing_finished(
        small, play, contents, tmp_path, monkeypatch) -> None:
    folder = tmp_path / "small"
    true_put, parts = store.put, []

    def put(path, content) -> None:
        if path.parent.name == "runs":
            parts.append(path)
        if len(parts) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        true_put(path, content)

    with monkeypatch.context() as patch:
        patch.setattr(store, "put", put)
        with pytest.raises(BatchError) as caught:
            play(small, folder, chunk=5, workers=1)
    assert str(caught.value) == (
        f"the disk of '{folder}' is full; make room and go on, finished chunks are kept: "
        f"wargame batch resume {folder}")
    assert len(entries(folder)) == 2
    resume(folder, watch=False, compiled=False)
    whole = play(small, tmp_path / "again" / "small", chunk=5)
    assert contents(folder) == contents(whole.folder)


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_played(
        small, play, tmp_path, monkeypatch) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(BatchError, match="is no folder"):
        play(small, tmp_path / "file" / "results")

    def refuse(*_, **__):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(store, "put", refuse)
    with pytest.raises(BatchError, match="cannot be written: it is read-only"):
        play(small, tmp_path / "results")


def test_a_batch_is_cancelled_and_goes_on(small, play, contents, tmp_path) -> None:
    cancel = threading.Event()
    folder = tmp_path / "a" / "small"
    with pytest.raises(StoppedError, match="wargame batch resume"):
        play(small, folder, chunk=2, workers=1, cancel=cancel,
             watch=lambda p: cancel.set() if p.here else None)
    done = open_results(folder).finished
    assert 0 < done < 32
    resume(folder, watch=False, compiled=False)
    assert contents(folder) == contents(play(small, tmp_path / "b" / "small", chunk=2).folder)


def test_a_folder_is_used_once_and_by_one_process_at_a_time(small, play, tmp_path) -> None:
    folder = play(small, tmp_path / "small").folder
    with pytest.raises(BatchError, match="holds a batch already; go on with: wargame batch resume"):
        play(small, folder)
    lock = sqlite3.connect(folder / "lock.sqlite", isolation_level=None)
    lock.execute("begin exclusive")
    try:
        with pytest.raises(BatchError, match="another process is writing"):
            resume(folder, watch=False, compiled=False)
    finally:
        lock.close()


def test_results_of_other_equations_are_not_added_to(text, play, tmp_path, monkeypatch) -> None:
    folder = play(parse_experiment(text), tmp_path / "small").folder
    (folder / "runs" / "part-000000.parquet").unlink()
    other = (folder / "playbook.yaml").read_text().replace("cash: {value: 6,", "cash: {value: 7,")
    (folder / "playbook.yaml").write_text(other)
    with pytest.raises(BatchError, match="was made with other numbers; run the experiment again"):
        resume(folder, watch=False, compiled=False)


def test_points_that_were_changed_are_refused(text, play, tmp_path) -> None:
    import pyarrow.parquet as pq

    folder = play(parse_experiment(text), tmp_path / "small").folder
    table = pq.read_table(folder / "points.parquet")
    pq.write_table(table.slice(1), folder / "points.parquet")
    with pytest.raises(BatchError, match="is not the table that the batch was started with"):
        reopen(folder)


def test_progress_tells_rate_and_time_left(small, play, tmp_path) -> None:
    seen = []
    play(small, tmp_path / "small", chunk=8, watch=seen.append)
    assert [p.done for p in seen] == [0, 8, 16, 24, 32]
    assert seen[0].left is None
    assert seen[1].left > 0
    assert "32 of 32 games" in seen[-1].words
    assert wg.open_results(tmp_path / "small").complete


def test_an_interrupt_keeps_what_is_finished_and_says_how_to_go_on(small, play, tmp_path) -> None:
    def interrupt(progress) -> None:
        if progress.here:
            raise KeyboardInterrupt

    with pytest.raises(StoppedError, match="which are kept; go on with: wargame batch") as caught:
        play(small, tmp_path / "small", chunk=4, workers=1, watch=interrupt)
    assert caught.value.exit_code == 130
    assert 0 < open_results(tmp_path / "small").finished < 32
