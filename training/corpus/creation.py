"""Messages that ask for a new picture, and how pictures are named by their numbers."""

from __future__ import annotations

from agent.brief.edits import Edit
from agent.director.plan import Plan
from tools.vocabulary.storybook import lexicon
from training.corpus.edits.shorthand import listed
from training.corpus.speech.speaker import IN_SCENE, RELATIONS, ZH_NUMBERS, ZH_RELATIONS, Speaker
from training.corpus.wordings import more, signs, things


def _beside_it(s: Speaker, kind: str, texts: list[str]) -> str:
    """The first thing, and the second one beside "it"."""
    first, second = texts[:2]
    if s.lang == "zh":
        side = s.pick(ZH_RELATIONS[kind])
        return str(
            s.pick(
                [
                    f"{first}，它{side}有{second}",
                    f"{first}，{side}有{second}",
                    f"{first}，{side}是{second}",
                    f"{first}，{side}放{second}",
                    f"{first}，{second}在它{side}",
                ]
            )
        )
    side = str(s.pick(RELATIONS[kind]))
    its = [f"{side} it", *([f"to its {kind.split()[0]}", f"on its {kind.split()[0]}"] if kind.endswith("of") else [])]
    return str(
        s.pick(
            [
                f"{first} with {second} {s.pick(its)}",
                f"{first} and {second} {s.pick(its)}",
                f"{first}, and {s.pick(its)} {second}",
                f"{first}, {second} {s.pick(its)}",
                f"{first} that has {second} {s.pick(its)}",
            ]
        )
    )


def _staged(s: Speaker, words: str, things: str) -> str:
    """Things in a place that is told by what one says of it."""
    if s.lang == "en":
        return str(
            s.pick(
                [
                    f"{things} {words}",
                    f"{things} {words}",
                    f"{things}, {words}",
                    f"{words}: {things}",
                    f"{words}, {things}",
                    f"{things}. {words}",
                ]
            )
        )
    return str(
        s.pick(
            [
                f"{words}有{things}",
                f"{words}{things}",
                f"{words}的{things}",
                f"{words}，{things}",
                f"{things}在{words}",
                f"在{words}画{things}",
                f"{things}，{words}",
            ]
        )
    )


def created(s: Speaker, anew: bool = False) -> tuple[str, Plan]:
    """A new picture: one to three things, maybe related, maybe a scene, a style, something to leave out.

    Where one is there already (`anew`), a few things alone are asked for in words that say so.
    """
    if s.chance(0.12):
        text, listed_ = listed(s)
        return (s.wording(signs.ANEW[s.lang]).format(things=text) if anew else text), Plan(
            intent="create", edits=listed_
        )
    number = int(s.rng.choice([1, 2, 3], p=[0.48, 0.37, 0.15]))
    named = [s.thing(after=number == 1) for _ in range(number)]
    made = [Edit(op="add", **said) for _, said in named]
    texts = [text for text, _ in named]
    if number > 1 and s.chance(0.5):
        kind = str(s.pick(list(lexicon.RELATIONS)))
        if s.chance(0.35):
            made[1] = made[1].model_copy(update={"rel": kind, "of": made[0].what})
            joined = _beside_it(s, kind, texts)
        elif s.lang == "en":
            made[0] = made[0].model_copy(update={"rel": kind, "of": made[1].what})
            joined = f"{texts[0]} {s.pick(RELATIONS[kind])} {texts[1]}"
        else:
            made[0] = made[0].model_copy(update={"rel": kind, "of": made[1].what})
            side = s.pick(ZH_RELATIONS[kind])
            joined = str(
                s.pick(
                    [
                        f"{texts[0]}在{texts[1]}{side}",
                        f"{texts[1]}{side}有{texts[0]}",
                        f"{texts[1]}的{side}是{texts[0]}",
                    ]
                )
            )
        texts = [joined, *texts[2:]]
    ands = (
        [" and ", ", ", " with ", " plus ", " and also ", ", and "]
        if s.lang == "en"
        else ["和", "，", "，还有", "、", "以及", "，再加"]
    )
    if number == 1 and s.chance(0.06):
        wrong = s.noun()
        if (lexicon.noun(wrong) or wrong) != (lexicon.noun(made[0].what or "") or made[0].what):
            first = f"a {wrong}" if s.lang == "en" else wrong
            texts[0] = first + str(s.pick(signs.REGRET[s.lang])) + texts[0]
    joined = texts[0]
    for text in texts[1:]:
        joined += str(s.pick(ands)) + text
    if s.chance(0.3):
        words, canonical = s.somewhere()
        joined = _staged(s, words, joined)
        made.append(Edit(op="scene", to=canonical))
    elif s.chance(0.4):
        words, canonical = s.scene()
        inside = IN_SCENE.get(canonical, f"in a {words}") if s.lang == "en" else words
        if s.lang == "en":
            joined = str(
                s.pick(
                    [
                        f"{joined} {inside}",
                        f"{joined}, {words} background",
                        f"{joined}, {inside}",
                        f"{inside}, {joined}",
                        f"{joined}; scene: {words}",
                        f"{joined}, {words}",
                        f"{joined}. {words}.",
                        f"a {words} with {joined}",
                        f"{words}: {joined}",
                        f"a picture of {'the' if len(made) > 1 else 'a'} {words} with {joined}",
                    ]
                )
            )
        else:
            joined = str(
                s.pick(
                    [
                        f"{joined}，{words}背景",
                        f"{joined}，在{words}",
                        f"{words}里的{joined}",
                        f"{words}，{joined}",
                        f"在{words}，{joined}",
                        f"{words}里有{joined}",
                        f"{joined}，{words}",
                        f"{words}：{joined}",
                        f"一个{words}，里面有{joined}",
                        f"{joined}，{words}底",
                    ]
                )
            )
        made.append(Edit(op="scene", to=canonical))
    if s.chance(0.4):
        words, canonical = s.style()
        if s.chance(0.25):
            # The style comes first, as what kind of picture it is.
            lead = (
                ["{0}: ", "a {0} of ", "{0} of ", "{0} picture of "]
                if s.lang == "en"
                else ["{0}的", "{0}风格的", "一张{0}，", "{0}："]
            )
            joined = str(s.pick(lead)).format(words) + joined
        elif s.lang == "en":
            joined = str(
                s.pick(
                    [
                        f"{joined}, {words} style",
                        f"{joined} in {words} style",
                        f"{joined}, {words}",
                        f"{joined} in {words}",
                        f"{words} style: {joined}",
                        f"{joined}, as a {words}",
                    ]
                )
            )
        else:
            joined += str(
                s.pick(
                    [f"，{words}风格", f"，{words}", f"，用{words}画", f"，{words}的", f"，{words}画风", f"（{words}）"]
                )
            )
        made.append(Edit(op="style", to=canonical))
    if s.chance(0.08):
        what = s.noun()
        if (lexicon.noun(what) or what) not in [lexicon.noun(e.what or "") or e.what for e in made]:
            joined += str(
                s.pick(
                    [f", no {lexicon.plural(what)}", f", without any {lexicon.plural(what)}", f" but no {what}"]
                    if s.lang == "en"
                    else [f"，不要{what}", f"，没有{what}", f"，别画{what}"]
                )
            )
            made.append(Edit(op="avoid", what=what))
    table = more.CREATE if s.chance(0.2) else things.CREATE
    if anew and (len(made) < 2 or s.chance(0.4)):
        table = signs.ANEW
    return s.wording(table[s.lang]).format(things=joined), Plan(intent="create", edits=tuple(made))


def picture(s: Speaker, number: int) -> str:
    """How a person names a picture by its number."""
    if s.lang == "zh":
        return str(
            s.pick(
                [
                    f"第{number}张",
                    f"#{number}",
                    f"{number}号",
                    f"图{number}",
                    f"第{ZH_NUMBERS.get(number, number)}张".replace("两", "二"),
                    f"第{number}幅",
                    f"{number}号图",
                ]
            )
        )
    ordinal = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", 6: "sixth", 7: "seventh", 8: "eighth"}.get(
        number
    )
    options = [
        f"#{number}",
        f"{number}",
        f"picture {number}",
        f"number {number}",
        f"image {number}",
        f"no. {number}",
        f"pic {number}",
        f"version {number}",
    ]
    return str(s.pick([*options, *([f"the {ordinal} one", f"the {ordinal} picture"] if ordinal else [])]))
