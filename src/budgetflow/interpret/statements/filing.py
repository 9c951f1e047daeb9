"""Which statement a clause belongs to: the one before, an earlier one, or a new one."""

from __future__ import annotations

import re
from decimal import Decimal

from budgetflow.contracts.vocabulary import INITIAL
from budgetflow.interpret.statements.counts import count_of
from budgetflow.interpret.statements.draft import FINAL, PREVIOUS, Draft, head_count_change, pair
from budgetflow.interpret.statements.naming import LOOSE_TOPICS, full_name, topic_of_name
from budgetflow.interpret.statements.rules import Rule
from budgetflow.interpret.statements.sentences import Sentence
from budgetflow.interpret.statements.state import ParagraphState
from budgetflow.interpret.statements.subjects import (  # fmt: skip
    BOTH_SIDES,
    BUDGET_AND_FINAL,
    DIFFERENCE,
    EVALUATION_TAIL,
    GENERIC,
    OF_ITS_BUDGET,
    SAME,
    VALUE,
    YEAR_START,
    names_nothing_more,
    other_year,
)
from budgetflow.interpret.statements.topics import topic_of
from budgetflow.interpret.text.phrases import Clause

_EACH = re.compile(r"(?:以上|上述)?.{0,4}[均都皆](?=[与较比同和])")
_UNITS = re.compile(r"(?:预算)?(?:部门|单位)")
_NOT_OF_A_BUDGET = frozenset(
    {"个", "项", "人", "名", "家", "件", "次", "批", "批次", "人次", "团次"}
)


def fill(state: ParagraphState, draft: Draft, clause: Clause, sentence: Sentence) -> None:
    """Put what a clause says into the statement it belongs to."""
    if clause.amount is not None and draft.quantity_unit != "":
        draft.amount = clause.amount
    if (
        clause.share is not None
        and OF_ITS_BUDGET.fullmatch(clause.share_of)
        and draft.subject.endswith("完成")
    ):
        draft.completion = clause.share  # 收入完成144.8亿元，占调整预算的95%
    elif clause.share is not None:
        draft.share = clause.share
    if clause.completion is not None and draft.quantity is None:
        draft.completion = clause.completion
    if clause.completed_budget is not None and draft in state.drafts:
        budget = Draft(
            draft.subject, draft.topic + INITIAL, draft.sentence, amount=clause.completed_budget
        )
        state.drafts.insert(state.drafts.index(draft), budget)
    if clause.change is not None and state.own_budget:
        draft.take_budget_change(clause.change)
    elif clause.change is not None and _takes_changes(draft, sentence):
        for one in (draft, draft.twin) if draft.twin else (draft,):
            compared_with = state.reference or (state.year and state.year - 1)
            one.take_change(clause.change, compared_with, sentence.text)


def _takes_changes(draft: Draft, sentence: Sentence) -> bool:
    """Return whether a change may be said of a statement; what a later sentence says behind an
    evaluation (采血总量比去年增加0.91%) is an achievement.
    """
    return not draft.is_evaluation or draft.sentence == sentence.text


def is_value(state: ParagraphState, subject: str, clause: Clause) -> bool:
    """Check whether an amount is the value of the things counted just before it."""
    current = state.current
    return (
        current is not None
        and current.quantity is not None
        and current.amount is None
        and Rule.COUNT not in current.rules
        and (not subject or bool(VALUE.match(subject)))
    )


def count_value(draft: Draft | None, clause: Clause) -> None:
    """Write down how many things an asset's value stands for, as brackets behind it count them:
    房屋1,800万元（5,600平方米）.
    """
    if draft is None or not draft.topic.startswith("assets.") or draft.quantity is not None:
        return
    draft.quantity, draft.quantity_unit = clause.quantity, clause.quantity_unit


def is_said_again(state: ParagraphState, subject: str, clause: Clause) -> bool:
    """Return whether an amount is that of the statement before, said again behind the year before
    (行政运行10万元。2025年执行数为9万元，2026年预算安排10万元，增加11%).
    """
    current = state.current
    if current is None or current.amount is None or clause.amount is None:
        return False
    same = clause.amount.yuan == current.amount.yuan and current.change is None
    behind_a_base = bool(state.drafts) and state.drafts[-1].topic == current.topic + PREVIOUS
    return same and behind_a_base and GENERIC.match(subject) is not None


def is_missing_amount(state: ParagraphState, subject: str) -> bool:
    """Check whether an amount follows the change or share it belongs to:
    运行维护费较上年减少1万元，预算为7万元; 基本支出占比70%，为7万元.
    """
    current = state.current
    if (
        current is None
        or len(state.drafts) == state.sentence_start
        or (current.change is None and current.share is None)
        or not GENERIC.match(subject)
    ):
        return False
    return current.amount is None and current.quantity is None


def owner(state: ParagraphState, subject: str, clause: Clause, sentence: Sentence) -> Draft | None:
    """Return the statement that a change, share or completion without an amount belongs to."""
    if clause.count_change is not None:
        return _counted(state, clause, sentence)
    of_budget = BUDGET_AND_FINAL.search(subject) is not None
    generic = of_budget or bool(GENERIC.match(subject) or SAME.match(subject))
    if state.own_budget and clause.change is not None and not clause.says_more_than_change:
        meant = generic or FINAL.fullmatch(subject) is not None
        return state.current if meant else _named_owner(state, subject, clause, sentence)
    if of_budget:
        return None  # 决算数与预算数基本持平 compares with the budget, not with another year
    if BOTH_SIDES.search(subject):
        pair(state.drafts)
    known = _known_owner(state, subject, clause, generic=generic)
    if known is not None:
        state.current = known
        return known
    names_a_whole = state.current is None and not GENERIC.match(subject)
    said_of_lead = bool(state.lead) and clause.change is not None
    if generic and not (said_of_lead or names_a_whole):
        return None  # “三公”经费预算总额与上年持平，均为12万元 names a whole
    return start(state, subject, clause, sentence)


def said_of(state: ParagraphState, draft: Draft, clause: Clause) -> list[Draft]:
    """Return the statements that a clause fills: its own, and where 均 opens a change without an
    amount, all of the sentence that have none (出国费0万元，购置费0万元，均与上年持平).
    """
    if clause.change is None or clause.amount is not None or not _EACH.match(clause.text):
        return [draft]
    sentence = state.drafts[state.sentence_start :]
    others = [one for one in sentence if one.change is None and one.amount is not None]
    return [draft, *(one for one in others if one is not draft)]


def _named_owner(
    state: ParagraphState, subject: str, clause: Clause, sentence: Sentence
) -> Draft | None:
    """Return the statement that a difference against the budget names, a new one where none was
    made (“三公”经费决算数比年初预算数少7万元).
    """
    known = state.same_topic(topic_of(subject, state.standing()), subject)
    return known or start(state, subject, clause, sentence)


def _known_owner(
    state: ParagraphState, subject: str, clause: Clause, *, generic: bool
) -> Draft | None:
    """Return the statement made before that a clause completes: the whole, the one just before,
    that of the paragraph before, or the one that speaks of the same.
    """
    whole = _whole_meant(state, subject) if generic else None
    current = whole or state.current
    meant = generic or not _names_another(state, subject, clause)
    if current is not None and meant and _adds_to_current(current, clause, generic=generic):
        if clause.change is not None and whole is None:
            current.decided(Rule.CHANGE_OF_CURRENT)
        return current
    if generic:
        return _left_open_before(state, clause)
    earlier = state.same_topic(topic_of(subject, state.standing()), subject)
    if earlier is not None:
        earlier.decided(Rule.CHANGE_OF_EARLIER)
    return earlier


def _whole_meant(state: ParagraphState, subject: str) -> Draft | None:
    """Return the whole whose parts were listed, where a change that names nothing opens a sentence:
    支出预算10万元，其中：基本支出8万元、项目支出2万元。比上年减少1万元.

    Behind a semicolon the words must name the budget, or the parts must come to the whole.
    """
    opens = len(state.drafts) == state.sentence_start
    if not opens or state.whole is None or state.whole.change is not None:
        return None
    behind_a_stop = state.passage_start == state.sentence_start
    if not (subject or behind_a_stop or parts_are_complete(state)):
        return None
    state.whole.decided(Rule.CHANGE_OF_WHOLE)
    return state.whole


def _names_another(state: ParagraphState, subject: str, clause: Clause) -> bool:
    """Return whether a share is said of something else than the statement before it
    (本年支出9万元，基本支出占比70%).
    """
    current = state.current
    if clause.share is None or current is None:
        return False
    topic = topic_of(subject, state.standing())
    return topic not in {*LOOSE_TOPICS, current.topic}


def _adds_to_current(current: Draft, clause: Clause, *, generic: bool) -> bool:
    """Return whether what a clause says completes the statement before it; a second share is
    another's.
    """
    if clause.share is not None and current.share is not None and not generic:
        return False
    return generic or (clause.share is not None and clause.change is None)


def _left_open_before(state: ParagraphState, clause: Clause) -> Draft | None:
    """Return the first statement of the paragraph before, where a comparison that opens this one
    completes it: 总收入10万元，其中：... / 与上年对比增加1万元, in a paragraph of its own.
    """
    before = state.before
    if state.drafts or before is None or before.change is not None or clause.reference is None:
        return None
    before.decided(Rule.CHANGE_OF_PARAGRAPH_BEFORE)
    return before


def parts_are_complete(state: ParagraphState) -> bool:
    """Return whether the amounts behind a whole come to it, so that nothing more of it follows."""
    whole = state.whole
    if whole is None or whole.amount is None or whole.amount.yuan is None:
        return False
    behind = state.drafts[state.drafts.index(whole) + 1 :]
    amounts = [draft.amount.yuan for draft in behind if draft.amount and draft.amount.yuan]
    return bool(amounts) and sum(amounts) == whole.amount.yuan


def _counted(state: ParagraphState, clause: Clause, sentence: Sentence) -> Draft | None:
    """Make the change of a head count (`在职53人，减少1人`) a statement beside the count's
    own.
    """
    current = state.counted or state.current
    if current is None or current.quantity is None or clause.count_change is None:
        return None
    state.drafts.append(
        head_count_change(current, clause.count_change, clause.quantity_unit, sentence.text)
    )
    return None


def _base_figure(
    state: ParagraphState, rest: str, clause: Clause, sentence: Sentence
) -> Draft | None:
    """Return another year's figure as a statement of that year beside this year's, None where no
    statement of this year stands before it that it could be the base of.
    """
    current = state.current
    if current is None:
        return _alone_of_previous_year(state, rest, clause, sentence)
    topic = current.topic if names_nothing_more(rest) else topic_of(rest, state.standing())
    if topic != current.topic or topic.endswith(PREVIOUS):
        return None
    return _of_previous_year(current, clause, sentence)


def _alone_of_previous_year(
    state: ParagraphState, rest: str, clause: Clause, sentence: Sentence
) -> Draft | None:
    """Return the figure of the year before where nothing of this year stands before it (支出预算与
    2016年相比（2016年支出预算为8万元），增加1万元; 2025年机关运行经费9万元，2026年预算10万元), None
    where the words name nothing of a budget.

    A paragraph that does not name this year kept the year of the paper it was copied from.
    """
    named = state.year is not None and str(state.year) in state.context.paragraph
    if not named or str((state.year or 0) - 1) not in clause.subject:
        return None
    topic = topic_of(state.words.own(rest), state.standing())
    if topic in LOOSE_TOPICS or topic == "function":
        return None
    draft = Draft(state.words.own(rest), topic + PREVIOUS, sentence.text, amount=clause.amount)
    draft.decided(Rule.OTHER_YEAR)
    return draft


def _is_no_fact(subject: str, clause: Clause) -> bool:
    """Return whether a clause states nothing of a budget: 3个预算单位, where what is counted stands
    behind the figure; 无政府性基金收入支出的，仍保留该表格式, which says what to do where there is
    none.
    """
    if clause.not_arranged:
        return clause.object.endswith("的")
    if subject.startswith("本表"):
        return True  # 本表数为零
    nameless = GENERIC.match(subject) is not None or _UNITS.match(clause.object) is not None
    return clause.quantity is not None and nameless and clause.quantity_unit in _NOT_OF_A_BUDGET


def start(state: ParagraphState, subject: str, clause: Clause, sentence: Sentence) -> Draft | None:
    """Start a statement, None where the clause is no fact of the budget: another year's figure,
    a difference, people and meetings counted.
    """
    if (counted := count_of(state, subject, clause, sentence.text)) is not None:
        state.drafts.append(counted)
        state.counted = counted
        if not (state.lead and state.lead_here):
            state.lead = counted.subject or state.lead
        state.lead_here = True
        return None
    if _is_no_fact(subject, clause):
        return None
    rest = other_year(subject, state.year) if clause.amount is not None else None
    if rest is not None and (base := _base_figure(state, rest, clause, sentence)) is not None:
        state.drafts.append(base)
        return None
    initial = bool(YEAR_START.search(subject)) and not re.search(r"[比较与]", subject)
    name = full_name(
        state, YEAR_START.sub("", subject) if initial else subject, clause, initial=initial
    )
    if DIFFERENCE.search(name.text):
        return None
    topic = name.topic or topic_of_name(state, name.text, clause)
    if topic is None or (clause.not_arranged and _is_known_absent(state, topic)):
        return None
    draft = Draft(_bare_name(name.text, topic), topic, sentence.text, said_subject=subject)
    if initial and state.is_final:
        draft.topic += INITIAL
    draft.decided(name.rule)
    if state.inherits and name.topic is None:
        draft.decided(Rule.PART)
    if clause.quantity is not None:
        draft.quantity, draft.quantity_unit = clause.quantity, clause.quantity_unit
    draft.not_arranged = clause.not_arranged
    state.drafts.append(draft)
    state.current = draft
    if clause.amount is not None and clause.amount.unit is None and topic.startswith("assets."):
        draft.quantity, draft.quantity_unit = Decimal(0), ""  # 部级领导干部用车为0: no money
    return draft


def _is_known_absent(state: ParagraphState, topic: str) -> bool:
    """Return whether the sentence has said already that the same is not arranged
    (无政府性基金预算，也没有使用政府性基金安排的支出).
    """
    sentence = state.drafts[state.sentence_start :]
    return any(draft.not_arranged and draft.topic == topic for draft in sentence)


def _of_previous_year(current: Draft, clause: Clause, sentence: Sentence) -> Draft:
    """Return another year's figure of what the statement before speaks of."""
    draft = Draft(current.subject, current.topic + PREVIOUS, sentence.text, amount=clause.amount)
    draft.decided(Rule.OTHER_YEAR)
    return draft


def _bare_name(named: str, topic: str) -> str:
    """Return a project's name without what its evaluation puts behind it."""
    if not topic.startswith("performance"):
        return named
    return EVALUATION_TAIL.sub("", named) or named
