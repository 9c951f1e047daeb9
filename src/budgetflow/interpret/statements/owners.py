"""Which statement a clause belongs to: an ordered table of rules, of which the first that applies
decides and is kept with the statement.

`COMPLETIONS` are for clauses that say a change, a share or a rate and no amount, `FIGURES` for
those with an amount or a count.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from budgetflow.interpret.statements.draft import FINAL, PREVIOUS, Draft, head_count_change, pair
from budgetflow.interpret.statements.naming import LOOSE_TOPICS, listed_names, names_in_turn
from budgetflow.interpret.statements.rules import Rule
from budgetflow.interpret.statements.sentences import LIST_SIGNS, Said
from budgetflow.interpret.statements.state import ParagraphState
from budgetflow.interpret.statements.subjects import (  # fmt: skip
    BOTH_SIDES,
    BUDGET_AND_FINAL,
    GENERIC,
    SAME,
    VALUE,
)
from budgetflow.interpret.statements.topics import topic_of

_EACH = re.compile(r"(?:以上|上述)?.{0,4}[均都皆](?=[与较比同和])")

# 收入总计9万元，支出总计9万元，比上年分别减少1万元
_EACH_CHANGED = re.compile(r"(?:[各均]|分别)(?=[增减下降上压])")
_EACH_IS = re.compile(r"[均都各](?:为|是|安排)")
_IN_TURN = re.compile(r"分别(?:为|是|安排|支出|完成)*$")
_EACH_OF = re.compile(r"[均都各](?:为|是|安排)?$")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a clause fills; nothing where it states nothing of its own."""

    drafts: tuple[Draft, ...] = ()
    """Statements made before."""
    begins: tuple[str, ...] = ()
    """Subjects of statements to begin."""


NOTHING = Decision()
# Return what a rule decides, None where it does not apply.
Step = Callable[[ParagraphState, Said], Decision | None]


def decide(state: ParagraphState, said: Said) -> Decision:
    """Return whose a clause is, by the first rule that applies."""
    clause = said.clause
    completes = clause.amount is None and clause.quantity is None and not clause.not_arranged
    for rule, step in COMPLETIONS if completes else FIGURES:
        decision = step(state, said)
        if decision is None:
            continue
        if rule is not None:
            for draft in decision.drafts:
                draft.decided(rule)
        return decision
    return NOTHING


def _of_budget(said: Said) -> bool:
    """Return whether the words set a final figure against its budget (决算数与预算数)."""
    return BUDGET_AND_FINAL.search(said.subject) is not None


def _is_generic(said: Said) -> bool:
    """Return whether the words name nothing of their own, or the whole again."""
    return _names_nothing(said.subject)


@lru_cache(maxsize=1024)
def _names_nothing(subject: str) -> bool:
    """Return the answer for a subject, which several rules ask for one after the other."""
    if BUDGET_AND_FINAL.search(subject) is not None:
        return True
    return GENERIC.match(subject) is not None or SAME.match(subject) is not None


def _head_count(state: ParagraphState, said: Said) -> Decision | None:
    """Decide on the change of a head count (在职53人，减少1人), a statement beside the count's."""
    count = said.clause.count_change
    if count is None:
        return None
    current = state.counted or state.current
    if current is not None and current.quantity is not None:
        unit = said.clause.quantity_unit
        state.drafts.append(head_count_change(current, count, unit, said.sentence.text))
    return NOTHING


def _difference_to_budget(state: ParagraphState, said: Said) -> Decision | None:
    """Decide on a difference against the budget of the same year: it is said of the statement
    before, or of the one it names (“三公”经费决算数比年初预算数少7万元).
    """
    clause = said.clause
    if not state.own_budget or clause.change is None or clause.says_more_than_change:
        return None
    if _is_generic(said) or FINAL.fullmatch(said.subject):
        if state.current is None:
            return NOTHING
        return Decision((state.current,))
    known = state.same_topic(topic_of(said.subject, state.standing()), said.subject)
    if known is None:
        return _new(state, said)
    return Decision((known,))


def _budget_and_final(state: ParagraphState, said: Said) -> Decision | None:
    """Decide that 决算数与预算数基本持平 says nothing against another year."""
    if _of_budget(said):
        return NOTHING
    return None


def _whole(state: ParagraphState, said: Said) -> Decision | None:
    """Decide for the whole whose parts were listed, where a change that names nothing opens a
    sentence: 支出预算10万元，其中：基本支出8万元、项目支出2万元。比上年减少1万元.

    Behind a semicolon the words must name the budget, or the parts must come to the whole.
    """
    whole = state.whole
    if whole is None or whole.change is not None or not _is_generic(said):
        return None
    # Behind a part of the same sentence a change is that part's.
    opens = len(state.drafts) == state.sentence_start
    if not opens:
        return None
    behind_a_stop = state.passage_start == state.sentence_start
    if not (said.subject or behind_a_stop or state.parts_are_complete(whole)):
        return None
    return Decision((whole,))


def _whole_of_list(state: ParagraphState, said: Said) -> Decision | None:
    """Decide for the whole where its parts are listed with 、 and come to it, before the change:
    采购50万元，其中：货物20万元、服务30万元，比上年减少10万元.
    """
    whole = state.inner
    current = state.current
    if whole is None or current is None or not current.listed or not _is_generic(said):
        return None
    open_whole = said.clause.change is not None and whole.change is None
    if open_whole and whole in state.drafts and state.parts_are_complete(whole):
        return Decision((whole,))
    return None


def _share_of_current(state: ParagraphState, said: Said) -> Decision | None:
    """Decide that a share or a rate is that of the statement just before; a second share, or one
    that names something else (本年支出9万元，基本支出占比70%), is another's.
    """
    current = state.current
    clause = said.clause
    if current is None or clause.change is not None:
        return None
    if _is_generic(said):
        return Decision((current,))
    if clause.share is None or current.share is not None:
        return None
    topic = topic_of(said.subject, state.standing())
    if topic in {*LOOSE_TOPICS, current.topic}:
        return Decision((current,))
    return None


def _told_in_turn(state: ParagraphState, said: Said) -> Decision | None:
    """Decide for the statement whose turn it is, where several changes or shares are listed."""
    clause = said.clause
    says_one = clause.change is not None or clause.share is not None
    if not says_one or not _names_nothing(said.subject.replace("分别", "")):
        return None
    draft = state.next_in_turn(said)
    return None if draft is None else Decision((draft,))


def _change_of_current(state: ParagraphState, said: Said) -> Decision | None:
    """Decide that a change that names nothing is that of the statement just before, and with 均 of
    all the sentence.
    """
    if state.current is None or not _is_generic(said):
        return None
    others = _others_meant(state, said)
    return Decision((state.current, *others))


def _others_meant(state: ParagraphState, said: Said) -> list[Draft]:
    """Return the other statements of a sentence that 均 says a change of
    (出国费0万元，购置费0万元，均与上年持平).
    """
    if said.clause.change is None or not _EACH.match(said.clause.text):
        return []
    sentence = state.drafts[state.sentence_start :]
    unchanged = [one for one in sentence if one.change is None and one.amount is not None]
    return [one for one in unchanged if one is not state.current]


def _paragraph_before(state: ParagraphState, said: Said) -> Decision | None:
    """Decide for the first statement of the paragraph before, where a comparison that opens this
    one completes it: 总收入10万元，其中：... / 与上年对比增加1万元, in a paragraph of its own.
    """
    before = state.before
    if not _is_generic(said) or state.drafts or before is None or before.change is not None:
        return None
    if said.clause.reference is not None:
        return Decision((before,))
    return None


def _earlier(state: ParagraphState, said: Said) -> Decision | None:
    """Decide for an earlier statement of the paragraph that speaks of the same."""
    if _is_generic(said):
        return None
    earlier = state.same_topic(topic_of(said.subject, state.standing()), said.subject)
    if earlier is None:
        return None
    return Decision((earlier,))


def _nameless(state: ParagraphState, said: Said) -> Decision | None:
    """Decide that a change is nobody's, where neither words before it nor its own name anything;
    “三公”经费预算总额与上年持平，均为12万元 names a whole.
    """
    if not _is_generic(said):
        return None
    names_a_whole = state.current is None and not GENERIC.match(said.subject)
    said_of_lead = bool(state.lead) and said.clause.change is not None
    if said_of_lead or names_a_whole:
        return None
    return NOTHING


def _value(state: ParagraphState, said: Said) -> Decision | None:
    """Decide that an amount is the value of the things counted just before it."""
    current = state.current
    if said.clause.amount is None or current is None:
        return None
    # Visits and guests have no value; money behind them is a statement of its own.
    if Rule.COUNT in current.rules:
        return None
    open_value = current.quantity is not None and current.amount is None
    names_value = not said.subject or VALUE.match(said.subject)
    if open_value and names_value:
        return Decision((current,))
    return None


def _said_again(state: ParagraphState, said: Said) -> Decision | None:
    """Decide that an amount is that of the statement before, said again behind the year before
    (行政运行10万元。2025年执行数为9万元，2026年预算安排10万元，增加11%).
    """
    current = state.current
    amount = said.clause.amount
    if current is None or amount is None or not state.drafts:
        return None
    if current.amount is None or current.change is not None:
        return None
    same = amount.yuan == current.amount.yuan
    last = state.drafts[-1]
    behind_a_base = last.topic == current.topic + PREVIOUS
    if same and behind_a_base and GENERIC.match(said.subject):
        return Decision((current,))
    return None


def _missing_amount(state: ParagraphState, said: Said) -> Decision | None:
    """Decide that an amount belongs to the change or share before it:
    运行维护费较上年减少1万元，预算为7万元; 基本支出占比70%，为7万元.
    """
    current = state.current
    clause = said.clause
    if clause.amount is None or current is None or not GENERIC.match(said.subject):
        return None
    completed = current.change is not None or current.share is not None
    if not completed or not state.is_open(current):
        return None
    others = []
    if _EACH_IS.match(clause.text):
        others = state.open_others()
    return Decision((current, *others))


def _listed(state: ParagraphState, said: Said) -> Decision | None:
    """Decide that what is said of several names in one clause begins a statement of each:
    项目支出、预留机动经费与上年一致; 出国费、购置费均为0万元.
    """
    clause = said.clause
    # A change in figures is one of all together, unless the words say 各 or 均.
    unchanged = clause.change is not None and clause.change.direction == "flat"
    has_each = clause.amount is not None and _EACH_OF.search(clause.subject)
    if not unchanged and not has_each:
        return None
    names = listed_names(state, said.subject)
    if len(names) > 1:
        return Decision(begins=tuple(names))
    return None


def _in_turn(state: ParagraphState, said: Said) -> Decision | None:
    """Decide that amounts behind 分别 belong to the names before it, one after the other:
    会议费、培训费分别安排3万元、2万元.
    """
    if said.clause.amount is None:
        return None
    if state.in_turn and not said.subject:
        return Decision(begins=(state.in_turn.pop(0),))
    if not said.subject and _is_told_in_turn(state, said):
        return NOTHING
    if not _IN_TURN.search(said.clause.subject):
        return None
    names = names_in_turn(state, _IN_TURN.sub("", said.subject))
    if not names:
        return None
    state.in_turn = names[1:]
    return Decision(begins=(names[0],))


def _is_told_in_turn(state: ParagraphState, said: Said) -> bool:
    """Return whether an amount is the next of changes said in turn, and no amount of the budget:
    收入和支出分别减少1万元、2万元. Whose it is, the words do not say plainly enough.
    """
    listed = state.sign in LIST_SIGNS
    changed = state.current is not None and state.current.change is not None
    return listed and changed and "分别" in said.sentence.text


def _not_arranged(state: ParagraphState, said: Said) -> Decision | None:
    """Decide that 未安排 begins a statement of each thing it names."""
    if not said.clause.not_arranged:
        return None
    return Decision(begins=tuple(listed_names(state, said.subject)))


def _new(_state: ParagraphState, said: Said) -> Decision:
    """Decide that a statement begins; `start` says what is none, and keeps the rule that named
    it.
    """
    return Decision(begins=(said.subject,))


def _pair_sides(state: ParagraphState, said: Said) -> Decision | None:
    """Let a change of both sides (收、支总计各增加) count for the revenue, too; decides nothing."""
    clause = said.clause
    each = clause.change is not None and _EACH_CHANGED.search(clause.text)
    if BOTH_SIDES.search(said.subject):
        pair(state.drafts)
    elif each and not said.subject:
        pair(state.drafts[state.sentence_start :])
    return None


def _keep_current(step: Step) -> Step:
    """Return a rule whose statement is the one that the next clauses go on with."""

    def decided(state: ParagraphState, said: Said) -> Decision | None:
        decision = step(state, said)
        if decision is not None and decision.drafts:
            state.current = decision.drafts[0]
        return decision

    return decided


# For a change, a share or a rate without an amount. Comparisons with the budget come first: no
# other rule may take one for a change between years. The nearest statement comes before earlier
# ones, and a new one last.
COMPLETIONS: tuple[tuple[Rule | None, Step], ...] = (
    (None, _head_count),
    (Rule.IN_TURN, _told_in_turn),
    (Rule.AGAINST_BUDGET, _difference_to_budget),
    (None, _budget_and_final),
    (None, _pair_sides),
    (Rule.CHANGE_OF_WHOLE, _keep_current(_whole)),
    (Rule.CHANGE_OF_WHOLE, _keep_current(_whole_of_list)),
    (Rule.SHARE_OF_CURRENT, _share_of_current),
    (Rule.CHANGE_OF_CURRENT, _change_of_current),
    (Rule.CHANGE_OF_PARAGRAPH_BEFORE, _keep_current(_paragraph_before)),
    (None, _listed),
    (Rule.CHANGE_OF_EARLIER, _keep_current(_earlier)),
    (None, _nameless),
    (None, _new),
)

# For an amount or a count. What one clause says of several names comes before what completes a
# statement: its names would be taken for one subject.
FIGURES: tuple[tuple[Rule | None, Step], ...] = (
    (None, _not_arranged),
    (None, _in_turn),
    (None, _listed),
    (Rule.VALUE, _value),
    (Rule.SAID_AGAIN, _said_again),
    (Rule.MISSING_AMOUNT, _missing_amount),
    (None, _new),
)
