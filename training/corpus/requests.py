"""Messages that change no requirement.

Moving among pictures, looking at them, enhancing, restyling, small talk, and requests that are refused.
"""

from __future__ import annotations

from agent.director.plan import Plan
from agent.director.view import View
from tools.vocabulary.storybook import lexicon
from training.corpus.messages import Request
from training.corpus.speech.mentions import mention, picture_number, relative_place, without_focus
from training.corpus.speech.speaker import Speaker
from training.corpus.wordings.conversation import (
    CHAT,
    CHAT_ANSWERS,
    DECLINE,
    DECLINE_REASONS,
    DECLINE_SECOND_SET,
    DECLINE_THIRD_SET,
    QUOTED_TEXTS,
    REMARKS,
    REMARKS_SECOND_SET,
)
from training.corpus.wordings.enhancement import ENHANCE, ENHANCE_SECOND_SET
from training.corpus.wordings.navigation import (
    COMPARE_NUMBERS,
    COMPARE_WITH_CURRENT,
    FACT_QUESTIONS,
    NUMBERED_REQUESTS,
    REQUESTS,
    REQUESTS_WITH_REASON,
)
from training.corpus.wordings.scenes_and_styles import RESTYLE, RESTYLE_SECOND_SET


def navigate(speaker: Speaker, view: View, intent: str) -> Request:
    """Draw a request to move among pictures, to look at one, or to try again.

    Args:
        speaker: Who asks.
        view: The session.
        intent: A key of `REQUESTS` but "branch".
    """
    n, m = (int(speaker.rng.integers(1, max(view.pictures, 1) + 1)) for _ in range(2))
    if n == m and view.pictures > 1:  # Nobody compares a picture with itself.
        m = n % view.pictures + 1
    if intent == "check" and speaker.chance(0.45) and (question := fact_question(speaker, view)):
        return question
    if intent == "compare" and speaker.chance(0.35):
        return _compare_briefly(speaker, n, m)
    if intent in NUMBERED_REQUESTS and speaker.chance(0.3):
        return _numbered_request(speaker, intent, n)
    patterns = REQUESTS[intent]
    if intent in REQUESTS_WITH_REASON and speaker.chance(0.25):
        patterns = REQUESTS_WITH_REASON[intent]
    text = speaker.wording(patterns[speaker.lang]).format(
        pic=picture_number(speaker, n), pic2=picture_number(speaker, m), change=""
    )
    if intent == "compare":
        return Request(text, Plan(intent="compare", picture=n, other=m))
    return Request(text, Plan(intent=intent, picture=n if intent == "goto" else None))


def _compare_briefly(speaker: Speaker, n: int, m: int) -> Request:
    """Compare two pictures by their bare numbers, or one with the present one."""
    if n != m and speaker.chance(0.4):
        text = speaker.wording(COMPARE_NUMBERS[speaker.lang]).format(n=n, m=m)
        return Request(text, Plan(intent="compare", picture=n, other=m))
    text = speaker.wording(COMPARE_WITH_CURRENT[speaker.lang]).format(pic=picture_number(speaker, n))
    return Request(text, Plan(intent="compare", picture=n))


def _numbered_request(speaker: Speaker, intent: str, number: int) -> Request:
    """Ask about a picture by its number, or for a number of variations."""
    if intent == "again":
        number = int(speaker.rng.integers(2, 9))
        words = speaker.number(number, "张")
    else:
        words = picture_number(speaker, number)
    text = speaker.wording(NUMBERED_REQUESTS[intent][speaker.lang]).format(pic=words, n=words)
    return Request(text, Plan(intent=intent, picture=number))


def fact_question(speaker: Speaker, view: View) -> Request | None:
    """Draw a question whether something is true of the picture, often something that is."""
    elements = view.brief.elements
    if not elements:
        return None
    element = speaker.pick(elements)
    label, name = mention(speaker, without_focus(view), element.what)
    kind = speaker.pick(list(FACT_QUESTIONS))
    number = int(speaker.rng.integers(2, 5))
    base = element.what if speaker.lang == "en" else name
    place = element.place if element.place and speaker.chance(0.6) else speaker.pick(list(lexicon.PLACES))
    has_color = element.color in lexicon.COLORS and speaker.chance(0.6)
    color = str(element.color) if has_color else speaker.pick(list(lexicon.COLORS))
    place_words = speaker.place(place)
    method, of = {"place": "where"}.get(kind, kind), None
    if kind == "place" and len(elements) > 1 and speaker.chance(0.4):
        beside = relative_place(speaker, without_focus(view), element.what)
        if beside is not None:
            place_words, method, of = beside.text, "relation", beside.fields["of"]
    pattern = speaker.wording(FACT_QUESTIONS[kind][speaker.lang])
    whats = lexicon.plural(base)
    text = pattern.format(
        what=base if kind == "count" else label,
        whats=whats,
        color=speaker.color(color),
        place=place_words,
        n=speaker.number(number, speaker.measure(element.what)),
    )
    what = name if kind != "count" else whats if whats in text else base
    return Request(text, Plan(intent="answer", method=method, what=what, of=of))


def enhance(speaker: Speaker, _: View) -> Request:
    """Draw a request for better quality: what is wrong is named, or left for the studio to find."""
    method = speaker.pick(list(ENHANCE))
    second = method in ENHANCE_SECOND_SET and speaker.chance(0.45)
    patterns = (ENHANCE_SECOND_SET if second else ENHANCE)[method][speaker.lang]
    return Request(speaker.wording(patterns), Plan(intent="enhance", method=method))


def restyle(speaker: Speaker, view: View) -> Request:
    """Draw a request for another picture's style, or for one that only a swatch shows."""
    if view.pictures > 1 and speaker.chance(0.4):
        number = int(speaker.rng.integers(1, view.pictures + 1))
        pattern = speaker.wording(RESTYLE["picture"][speaker.lang])
        text = pattern.format(pic=picture_number(speaker, number))
        return Request(text, Plan(intent="restyle", picture=number))
    method = speaker.pick(list(lexicon.SWATCHES))
    others = [name for name in lexicon.SWATCHES[method] if name.isascii() == (speaker.lang == "en")]
    words = speaker.pick([method, *others] if speaker.lang == "en" else others)
    patterns = RESTYLE_SECOND_SET if speaker.chance(0.3) else RESTYLE["named"]
    text = speaker.wording(patterns[speaker.lang]).format(style=words)
    return Request(text, Plan(intent="restyle", method=method))


def _some_noun(speaker: Speaker, view: View) -> str:
    """Draw a thing; in English it is one of the picture's, where there are any."""
    elements = view.brief.elements
    return speaker.pick(elements).what if elements and speaker.lang == "en" else speaker.noun()


def decline(speaker: Speaker, view: View) -> Request:
    """Draw a request that no tool can serve; the plan gives the reason and the nearest thing that can be done."""
    table = speaker.pick([DECLINE_SECOND_SET, DECLINE, DECLINE, DECLINE_THIRD_SET])
    pattern, reason = speaker.labelled_wording(table[speaker.lang])
    quoted = speaker.pick(QUOTED_TEXTS[speaker.lang])
    text = pattern.format(quoted=quoted, noun=_some_noun(speaker, view))
    return Request(text, Plan(intent="decline", text=DECLINE_REASONS[reason][speaker.lang]))


def chat(speaker: Speaker, view: View) -> Request:
    """Draw small talk or a remark; the plan answers it."""
    if speaker.chance(0.5):
        noun = _some_noun(speaker, view)
        remarks = speaker.pick([REMARKS, REMARKS_SECOND_SET])
        text = speaker.wording(remarks[speaker.lang]).format(noun=noun)
        return Request(text, Plan(intent="chat", text=CHAT_ANSWERS["thanks"][speaker.lang]))
    text, answer = speaker.labelled_wording(CHAT[speaker.lang])
    return Request(text, Plan(intent="chat", text=CHAT_ANSWERS[answer][speaker.lang]))
