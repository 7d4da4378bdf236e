"""What is answered where nothing was painted: looks, moves, lists, small talk."""

from __future__ import annotations

from agent import limits
from agent.brief.model import Brief
from agent.director.plan import LOOKING
from agent.graph.state import NodeContext, State
from agent.messages.answers import Answers
from agent.messages.catalogue import sentence
from agent.messages.errors import error_sentence
from agent.messages.listings import listing
from agent.messages.replies import Replies
from agent.turns.plan_resolution import brief_of, readable_below
from storage.errors import BadTitle
from storage.sessions import rename
from tools.text import clean
from tools.types import Check, Sight


def answer_text(state: State, context: NodeContext, replies: Replies) -> str:
    """The reply of a turn that painted nothing."""
    plan, data = state.plan, state.data
    match plan.intent:
        case "undo" | "redo" if data.get("number") is None:
            return replies.say(f"no_{plan.intent}")
        case "undo" | "redo" | "goto" | "branch":
            return replies.say("at", number=data["number"])
        case intent if intent in LOOKING:
            return clean(_seen(state, context, replies))
        case "restart":
            left = data.get("left")
            return replies.say("empty_sheet") if left is None else replies.say("restarted", number=left)
        case "list":
            return listing(replies, plan.method, plan.what)
        case "save":
            return clean(replies.say("saved", folder=context.store.folder))
        case "name":
            return clean(_named(state, context, replies))
        case _:
            return clean(state.reply or "").strip() or replies.say("unclear")


def _seen(state: State, context: NodeContext, replies: Replies) -> str:
    """What a look at pictures came to."""
    data = state.data
    match state.plan.intent:
        case "check" if state.options.requirement is not None:
            check = Check.model_validate(data["check"])
            percent = round(100 * check.probability)
            return replies.say("why", statement=replies.phrases.statement(check.requirement), percent=percent)
        case "check":
            checks = [Check.model_validate(value) for value in data["checks"]]
            return replies.verdicts(checks) or replies.say("nothing_asked")
        case "compare":
            return _comparison(state, context, replies)
        case "answer":
            return _answered(state, context, replies)
        case _:
            return description(state, context, replies)


def _answered(state: State, context: NodeContext, replies: Replies) -> str:
    """What the eyes see, as the answer to a question; of a restyled picture what they see in the one below it."""
    if "sight" not in state.data:
        return description(state, context, replies)
    store, number = context.store, state.plan.picture
    row = store.numbered_picture(state.session, number) if number else store.current(state.session)
    looked = readable_below(store, row)
    brief, sight = brief_of(looked), Sight.model_validate(state.data["sight"])
    told = Answers(replies, brief, sight).answer(state.plan)
    if row is None or looked is None or row.id == looked.id:
        return told
    first = sentence(replies.language, "answer", "restyled", number=looked.number)
    return replies.join([first, told])


def _named(state: State, context: NodeContext, replies: Replies) -> str:
    """Give the session the name that was said."""
    name = (state.plan.text or "").strip()
    if not name:
        return replies.say("no_name")
    try:
        return replies.say("named", name=rename(context.store, state.session, name).title)
    except BadTitle as error:
        return error_sentence(error, replies.language)


def _judgement(fits: list[list[Check]], numbers: tuple[int, int], replies: Replies) -> str:
    """Which of two pictures fits the wish better, by their checks, and what the other one lacks."""
    told = [[check for check in checks if check.told] for checks in fits]
    if not told[0] and not told[1]:
        return replies.say("fits_unknown")
    scores = [(sum(c.verdict == "pass" for c in checks), sum(c.probability for c in checks)) for checks in fits]
    passed = [score[0] for score in scores]
    n = len(fits[0])
    if passed[0] == passed[1]:
        return replies.say("fits_alike", passed=passed[0], n=n)
    best = 0 if scores[0] > scores[1] else 1
    lacks = [replies.phrases.missed(check) for check in fits[1 - best] if check.verdict == "fail" and check.told]
    lacks += [replies.phrases.whether(c.requirement) for c in fits[1 - best] if c.verdict == "unsure"]
    return replies.say(
        "fits_better",
        number=numbers[best],
        other=numbers[1 - best],
        passed=passed[best],
        fewer=passed[1 - best],
        n=n,
        list=replies.phrases.row(lacks, ";"),
    )


def _comparison(state: State, context: NodeContext, replies: Replies) -> str:
    first, second = state.plan.picture or 1, state.plan.other or 1
    rows = [context.store.numbered_picture(state.session, number) for number in (first, second)]
    changes = replies.phrases.changes(*(Brief.model_validate(row.brief or {}) for row in rows))
    fits = [[Check.model_validate(check) for check in checks] for checks in state.data.get("fits", ())]
    judged = _judgement(fits, (first, second), replies) if fits else ""
    return replies.join([judged, replies.comparison(first, second, state.data["psnr_db"], changes)])


def description(state: State, context: NodeContext, replies: Replies) -> str:
    """What the eyes say of a picture in words."""
    data = state.data
    caption, sure = data["caption"], data["confidence"] > limits.SURE_CAPTION
    if not context.vocabulary.closed:
        if data.get("answered"):
            return replies.say("answer" if sure else "unsure_answer", answer=caption)
        seen = replies.say("seen" if sure else "unsure_seen", caption=caption)
        return replies.join([replies.say("no_answers") if "answered" in data else "", seen])
    if data.get("words"):
        caption = context.vocabulary.caption_sentence(data["words"], replies.language)
    seen = replies.say("caption" if sure else "stranger", caption=caption)
    return replies.join([replies.say("no_answers") if "answered" in data else "", seen])
