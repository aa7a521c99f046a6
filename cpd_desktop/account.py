"""The account that is open: its store, its session, and who acts when the person acts."""

from typing import TYPE_CHECKING

from cpd_core.entities import Application, Choice, Completion, Grant, Member
from cpd_core.lessons import Progress
from cpd_core.messages import PROTOCOL_MAX, CommandKind, Payload, Session
from cpd_core.outcomes import Applied, Conflict, Noop, Outcome, Rejected
from cpd_desktop.errors import Bug, Invalid, Refused
from cpd_desktop.late import late
from cpd_desktop.store import Store
from cpd_desktop.store.times import beijing_year

if TYPE_CHECKING:  # the rules: a window is painted before they are asked for
    from cpd_core.commands import World
    from cpd_core.ledger import Facts
    from cpd_core.requirements import RuleSet
    from cpd_desktop.reference import Reference
    from cpd_desktop.store.overlay import Judge
    from cpd_desktop.study.shelf import Shelf


class Account:
    """Store, session and reference data of one account. Desks ask it; nothing here touches the network."""

    def __init__(self, session: Session, store: Store) -> None:
        self.session = session
        self.store = store

    @late
    def reference(self) -> "Reference":
        """Rule sets, pathways and institutes."""
        from cpd_desktop.reference import Reference

        return Reference(self.store)

    @property
    def is_member(self) -> bool:
        """Whether a member is signed in, and not staff."""
        return self.session.user_type in ("cpa", "non_practising")

    def member(self) -> Member | None:
        """The signed-in member as the service knows them, or by the session before the first sync; None for staff."""
        session = self.session
        if session.user_type != "cpa" and session.user_type != "non_practising":
            return None
        return self.store.records.entity(Member, session.member_id) or Member(
            id=session.member_id,
            rev=0,
            no=session.login,
            name=session.name,
            member_type=session.user_type,
            province=session.province,
            joined_on="",
        )

    def this_year(self) -> int:
        """The year in Beijing; the service's own date counts where this machine's clock is behind."""
        return max(beijing_year(), int(self.session.service_date[:4] or 0))

    def facts(self, member: Member) -> "Facts":
        """All that is known here of a member: what the ledger works from."""
        from cpd_core.ledger import Facts

        records = self.store.records
        return Facts(
            member=member,
            applications=tuple(records.entities(Application, member_id=member.id)),
            completions=tuple(records.entities(Completion, member_id=member.id)),
            grants=tuple(records.entities(Grant, member_id=member.id)),
            progresses=tuple(records.entities(Progress, member_id=member.id)),
            choices=tuple(records.entities(Choice, member_id=member.id)),
            unsent=self.store.outbox.unsent_ids("application"),
        )

    def rule_sets(self, year: int) -> "list[RuleSet]":
        """The rule sets of a year: the signed-in member's own, for staff those of all kinds of member."""
        member = self.member()
        if member is None:
            return self.reference.rule_sets(year, self.session.province)
        found = self.reference.rules().find(member.member_type, year, member.province)
        return [found] if found else []

    def pathway_name(self, code: str, year: int) -> str:
        """The Chinese name of a pathway in the own province, "" for none."""
        return self.reference.name_of(code, year, self.session.province) if code else ""

    def world(self) -> "World":
        """What the rules need to know."""
        return self._world(
            self.reference.rules(),
            self.this_year(),
            self.reference.choosable(),
            lambda id_: self.store.records.entity(Member, id_),
            self._shelf(self.store),
        )

    @late
    def _shelf(self) -> "type[Shelf]":
        from cpd_desktop.study.shelf import Shelf

        return Shelf

    @late
    def _world(self) -> "type[World]":
        from cpd_core.commands import World

        return World

    @late
    def _judge(self) -> "type[Judge]":
        from cpd_desktop.store.overlay import Judge

        return Judge

    @property
    def read_only(self) -> bool:
        """Whether this program is too old for the service: it shows, and sends what is queued, but takes no new act."""
        return self.session.protocol_min > PROTOCOL_MAX

    def acting(self) -> "Judge":
        """:meth:`judge` for a new act; raises Refused where this program is too old for that."""
        if self.read_only:
            raise Refused("没有保存", "本程序版本过旧，只能查看；请升级后再操作，已保存的内容仍会发送")
        return self.judge()

    def judge(self) -> "Judge":
        """Who acts here, and by which rules."""
        session = self.session
        return self._judge(session.name, self.member(), self.world(), session.account_id, session.province)

    def act(self, kind: CommandKind, entity_id: str, payload: Payload) -> str:
        """Do one thing: stored here with its effect, to be sent. Returns the command's id; raises Invalid, Refused."""
        from cpd_desktop.store.outbox import Act

        done = self.store.outbox.perform(self.acting(), [Act(kind, entity_id, payload)])
        for refusal in done.refused:
            raise invalid(refusal.outcome)
        return done.command_ids[0]


def invalid(outcome: Outcome) -> Invalid:
    """What the rules said, as trouble in words; ``errors`` name the fields."""
    match outcome:
        case Rejected(code, errors):
            return Invalid("没有保存", "" if errors else code, errors)
        case Conflict(code, _):
            return Invalid("没有保存", code)
        case Noop(code, params):
            return Invalid("没有保存", code, (), **params)
        case Applied():
            raise Bug("an act that applies is not invalid")
