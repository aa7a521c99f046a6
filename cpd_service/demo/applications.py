"""Applications of the demo, made by the same transitions as real ones: whatever the rules refuse cannot come out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from random import Random

import msgspec

from cpd_core import applications as steps
from cpd_core.applications import changes_between, draft_of
from cpd_core.entities import Application, Member, Sponsor
from cpd_core.messages import Confirm, Draft, Reason
from cpd_core.outcomes import Actor, Applied, Outcome
from cpd_core.requirements import RuleBook
from cpd_service.demo.dates import Calendar, stamp
from cpd_service.demo.organisations import HOME
from cpd_service.demo.papers import Copies
from cpd_service.demo.people import FEATURED, entity_id, falls_here
from cpd_service.demo.wishes import FEATURED_YEARS, Wish, any_content, any_wish

HOME_SHARE = 0.75  # of the applications belong to the home province
HOME_PENDING = 0.86  # of these wait for a decision: a batch of 200 must be there at 400 applications
DAYS_TO_DECIDE = 20

_REASONS = (
    "附件不清晰，请重新上传加盖公章的证明。",
    "主办方单位与证明上的公章不一致，请核对。",
    "申请学时超过证明载明的学时，请修改后再提交。",
    "学时年度与培训日期不符。",
    "附件中缺少培训日程，无法核定学时。",
)
_REVOCATIONS = ("复核时发现附件页数不全，请补充。", "确认有误，重新审核。")


class DemoError(Exception):
    """The demo cannot be made; the text says why, in words for whoever asked for it."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What the applications refer to."""

    rules: RuleBook
    calendar: Calendar
    everyone: Sequence[Member]
    sponsors: Mapping[str, Sequence[Sponsor]]
    papers: Copies
    reviewers: Mapping[str, Sequence[str]]  # province -> names of its staff


def applications(rng: Random, count: int, setting: Setting) -> Iterator[Application]:
    """Exactly ``count`` applications: first those of the featured members, then everyone else's."""
    maker = _Maker(rng, setting)
    scripted = [(member, wish) for member in setting.everyone[: len(FEATURED)] for wish in FEATURED_YEARS][:count]
    for member, wish in scripted:
        yield maker.make(member, wish)
    others = setting.everyone[len(FEATURED) :]
    home = [member for member in others if member.province == HOME]
    away = [member for member in others if member.province != HOME]
    for place in range(count - len(scripted)):
        here = falls_here(place, HOME_SHARE)
        waiting = here and falls_here(int(place * HOME_SHARE), HOME_PENDING)
        yield maker.make(rng.choice(home if here else away), any_wish(rng, here, waiting))


class _Maker:
    """Takes a wish through the real transitions, at sensible moments, by plausible people."""

    def __init__(self, rng: Random, setting: Setting) -> None:
        self.rng = rng
        self.setting = setting
        self.rule_set = cache(setting.rules.find)

    def make(self, member: Member, wish: Wish) -> Application:
        """One application with its history."""
        setting, rng = self.setting, self.rng
        year = setting.calendar.year - wish.years_ago
        moment = setting.calendar.filing(rng, year)
        draft = self._draft(member, wish, year)
        made = _applied(
            steps.file(entity_id(rng), draft, member, _member(member, moment), setting.rules, setting.calendar.year)
        )
        if not wish.scripted and rng.random() < 0.08:
            made, moment = self._second_thoughts(made, member, moment)
        if wish.state == "pending" and not wish.scripted and rng.random() < 0.06:
            made, moment = self._there_and_back(made, member, moment)
        if wish.state != "pending":
            made, _ = self._decide(made, wish, moment)
        return made

    def _draft(self, member: Member, wish: Wish, year: int) -> Draft:
        rng = self.rng
        rule_set = self.rule_set(member.member_type, year, member.province)
        if rule_set is None:
            raise DemoError(f"no rule set covers {member.member_type} of province {member.province} in {year}")
        count = 2 if rng.random() < 0.4 else 1
        attachments = self.setting.papers.chosen(rng, wish.kind, count, member.no)
        content = any_content(rng, wish, rule_set)
        return Draft(
            kind=wish.kind,
            year=year,
            sponsor=self._sponsor(member.province) if wish.kind == "input" else "",
            pathway=content.pathway,
            condition=content.condition,
            hours=content.hours,
            ethics=wish.kind == "input" and rng.random() < 0.15,
            note=content.note,
            attachments=attachments,
        )

    def _sponsor(self, province: str) -> str:
        """Most people are trained at home, some by national bodies, few elsewhere."""
        place = self.rng.choices((province, "", self.rng.choice(list(self.setting.sponsors))), (75, 20, 5))[0]
        return self.rng.choice(self.setting.sponsors[place]).name

    def _second_thoughts(self, made: Application, member: Member, moment: datetime) -> tuple[Application, datetime]:
        """The member corrects the note soon after filing."""
        moment = self.setting.calendar.later(self.rng, moment, 2)
        before = draft_of(made)
        change = changes_between(before, msgspec.structs.replace(before, note=f"{before.note}（已补充说明）"))
        if change is None:
            return made, moment
        actor = _member(member, moment)
        return _applied(steps.edit(made, change, member, actor, self.setting.rules, self.setting.calendar.year)), moment

    def _there_and_back(self, made: Application, member: Member, moment: datetime) -> tuple[Application, datetime]:
        """Pending once more: confirmed and taken back, or refused and then corrected by the member."""
        if self.rng.random() < 0.5:
            made, moment = self._decide(made, Wish(made.kind, "confirmed"), moment)
            moment = self.setting.calendar.later(self.rng, moment, 5)
            reason = Reason(reason=self.rng.choice(_REVOCATIONS))
            return _applied(steps.revoke(made, made.rev, reason, self._reviewer(made.province, moment))), moment
        made, moment = self._decide(made, Wish(made.kind, "refused"), moment)
        return self._second_thoughts(made, member, moment)

    def _decide(self, made: Application, wish: Wish, moment: datetime) -> tuple[Application, datetime]:
        rng = self.rng
        moment = self.setting.calendar.later(rng, moment, DAYS_TO_DECIDE)
        actor = self._reviewer(made.province, moment)
        if wish.state == "refused":
            return _applied(steps.refuse(made, made.rev, Reason(reason=rng.choice(_REASONS)), actor)), moment
        hours = made.hours if wish.confirmed is None else wish.confirmed
        if not wish.scripted and made.hours > 2 and rng.random() < 0.15:
            hours = made.hours - 1.0
        return _applied(steps.confirm(made, made.rev, Confirm(hours=hours), actor)), moment

    def _reviewer(self, province: str, moment: datetime) -> Actor:
        return Actor(name=self.rng.choice(self.setting.reviewers[province]), at=stamp(moment))


def _member(member: Member, moment: datetime) -> Actor:
    return Actor(name=member.name, at=stamp(moment), member=member)


def _applied(outcome: Outcome) -> Application:
    if isinstance(outcome, Applied) and isinstance(outcome.entity, Application):
        return outcome.entity
    raise DemoError(f"the rules refuse what the demo makes: {outcome}")
