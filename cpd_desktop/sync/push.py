"""Commands up, oldest first. While the answer to one chunk is stored, one is away and one is made ready."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing

import msgspec

from cpd_core.commands import decode_payload
from cpd_core.messages import Command, Result
from cpd_desktop.account import Account
from cpd_desktop.store.outbox import Outgoing, attachments_of
from cpd_desktop.sync.ahead import ahead
from cpd_desktop.sync.client import NotAccepted, ServiceClient, not_understood
from cpd_desktop.views import Progress, ProgressCallback

Answered = tuple[list[Outgoing], tuple[Result, ...]]


class Push:
    """Sends what is outstanding; ``take`` is called with the results of each chunk once they are stored."""

    def __init__(
        self,
        account: Account,
        client: ServiceClient,
        progress: ProgressCallback,
        between: Callable[[], None],
        take: Callable[[Sequence[Result]], None],
    ) -> None:
        self._account = account
        self._store = account.store
        self._client = client
        self._progress = progress
        self._between = between
        self._take = take
        self._later: list[int] = []  # the device_seq of those that the service wants another time
        self._done = 0

    def run(self) -> None:
        """Send everything once; raises Resync where the service was restored, Offline and other Trouble."""
        self._between()
        while self._store.outbox.unsent() and self._pass():
            self._between()

    def _pass(self) -> bool:
        """Send all that depends on nothing unanswered; whether there was any, for then there may be more by now."""
        judge, before = self._account.judge(), self._done
        total = before + self._store.outbox.unsent()
        with closing(ahead(self._exchange())) as answers:
            for chunk, results in answers:
                self._store.answers.take(judge, results)
                self._note_retries(chunk, results)
                self._take(results)
                self._done += len(chunk)
                self._progress(Progress("push", self._done, max(total, self._done)))
                self._between()
        return self._done > before

    def _exchange(self) -> Generator[Answered]:
        """Chunks and what the service says to them; the next one is taken out of the outbox while one is away."""
        with closing(ahead(self._chunks())) as chunks:
            for chunk in chunks:
                yield chunk, self._send(chunk)

    def _chunks(self) -> Generator[list[Outgoing]]:
        """What is to be sent, from the oldest on."""
        last = 0
        while chunk := self._store.outbox.next_chunk(last, self._later):
            yield chunk
            last = chunk[-1].device_seq

    def _send(self, chunk: list[Outgoing]) -> tuple[Result, ...]:
        """Send a chunk. One that the service does not accept is halved, until the bad command stands alone."""
        try:
            results = self._client.push([one.bytes for one in chunk], self._epoch())
        except NotAccepted as refused:
            if len(chunk) > 1:
                return self._halves(chunk)
            return (Result(command_id=chunk[0].command_id, status="rejected", code="INVALID", errors=refused.errors),)
        if [result.command_id for result in results] != [one.command_id for one in chunk]:
            raise not_understood("/v1/commands")
        return results

    def _halves(self, chunk: list[Outgoing]) -> tuple[Result, ...]:
        """Send one half, then what of the other does not wait for something in the first."""
        half = len(chunk) // 2
        answers = {result.command_id: result for result in self._send(chunk[:half])}
        go: list[Outgoing] = []
        for one in chunk[half:]:
            before = answers.get(one.after)
            if before is not None and before.status == "retry":
                answers[one.command_id] = Result(command_id=one.command_id, status="retry", code=before.code)
            else:
                go.append(one)
        if go:
            answers |= {result.command_id: result for result in self._send(go)}
        return tuple(answers[one.command_id] for one in chunk)

    def _epoch(self) -> str:
        return self._store.mirror.cursor(self._account.session.scopes[0]).epoch

    def _note_retries(self, chunk: list[Outgoing], results: Sequence[Result]) -> None:
        for one, result in zip(chunk, results, strict=True):
            if result.status == "retry":  # the service may miss attachments that it had when they were sent
                self._later.append(one.device_seq)
                command = msgspec.json.decode(one.bytes, type=Command)
                self._store.blobs.send_again(attachments_of(decode_payload(command.kind, command.payload)))
