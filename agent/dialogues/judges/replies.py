"""A language model as judge of replies, by a rubric of questions that are answered with yes or no.

Each reply is judged by itself, so that no reply comes first or second; the rubric says that length counts for nothing;
and the model is asked several times, with the questions in another order each time, because judges favour places in a
list and long answers (Zheng et al., arXiv:2306.05685). A share of the votes is what counts.
"""

from __future__ import annotations

import json
import statistics
from functools import cache
from threading import Event
from typing import TYPE_CHECKING, Any

from agent import limits
from agent.dialogues.judges.base import timed
from agent.dialogues.results import Judgement, TurnResult
from tools.engines.language.replies import json_objects, without_thoughts
from tools.errors import GouacheError
from tools.model_manager import ModelManager
from tools.profiles import Profile
from tools.text import one_line

if TYPE_CHECKING:
    from jinja2 import Template

    from tools.engines.base import LanguageModel

CRITERIA = ("answers", "true", "open", "clear")
"""Questions of the rubric; the template has them in full."""
VOTES = 3
"""How often each reply is judged; odd, so that no vote is split."""
_REASON = 160
"""Characters of a reason."""
_LONGEST = 2000
"""Characters of a message or a reply that are shown."""


@cache
def _template() -> Template:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("agent", "dialogues/judges")
    environment = Environment(loader=loader, undefined=StrictUndefined, autoescape=False, trim_blocks=True)
    return environment.get_template("replies.jinja")


def answer_schema(order: tuple[str, ...]) -> dict[str, Any]:
    """Return the JSON schema of an answer: a reason, then yes or no to every question in the order given."""
    questions: dict[str, Any] = {name: {"enum": ["yes", "no"]} for name in order}
    properties = {"why": {"type": "string", "maxLength": _REASON}, **questions}
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def read_answer(text: str) -> tuple[dict[str, bool], str] | None:
    """Return the answers in what a model wrote, and its reason; None where not every question has its yes or no."""
    for value in reversed(list(json_objects(without_thoughts(text)))):
        said = {name: str(value.get(name)).strip().lower() for name in CRITERIA}
        if set(said.values()) <= {"yes", "no"}:
            return {name: word == "yes" for name, word in said.items()}, one_line(str(value.get("why", "")), _REASON)
    return None


class ReplyJudge:
    """The director's model of a profile, which reads every reply."""

    def __init__(self, profile: Profile) -> None:
        self.name = profile.name
        self.models = ModelManager(profile)

    def __call__(self, turn: TurnResult, before: TurnResult | None) -> Judgement | None:
        """See `agent.dialogues.judges.base.Judge`.

        Raises:
            GouacheError: the model gave no answer that could be read.
        """
        if not turn.reply:
            return None
        judgement = Judgement()
        self.models.get("director")
        with timed(judgement):
            votes = self.models.use("director", lambda model: self._votes(model, _shown(turn, before), judgement))
        if not votes:
            raise GouacheError(f"The judge {self.name} gave no answer that can be read; choose another model for it.")
        judgement.answers = {name: statistics.fmean(vote[name] for vote in votes) for name in CRITERIA}
        judgement.scores = {
            "good": statistics.fmean(share > 0.5 for share in judgement.answers.values()),
            "unanimous": statistics.fmean(share in (0, 1) for share in judgement.answers.values()),
        }
        return judgement

    def _votes(self, model: LanguageModel, shown: str, judgement: Judgement) -> list[dict[str, bool]]:
        votes = []
        for number in range(VOTES):
            turned = number % len(CRITERIA)
            order = (*CRITERIA[turned:], *CRITERIA[:turned])
            messages = [
                {"role": "system", "content": _template().render(order=order)},
                {"role": "user", "content": shown},
            ]
            written = model.tokens_written
            answer = read_answer(model.write(messages, answer_schema(order), Event(), limits.ANSWER_TOKENS))
            judgement.calls += 1
            judgement.tokens += model.tokens_written - written
            if answer is not None:
                votes.append(answer[0])
                judgement.note = answer[1]
        return votes


def _shown(turn: TurnResult, before: TurnResult | None) -> str:
    """Return a turn as a judge reads it."""
    checks = [{"requirement": check.requirement.statement, "verdict": check.verdict} for check in turn.checks]
    did = {
        "intent": turn.intent or "none",
        "status": turn.status,
        "new picture": turn.hash is not None and (before is None or before.hash != turn.hash),
        "what the picture is to show": turn.brief,
        "checks": checks,
    }
    asked = {"the studio asked first": turn.asked} if turn.asked else {}
    whole = {"message": turn.say[:_LONGEST], **asked, "did": did, "reply": turn.reply[:_LONGEST]}
    return json.dumps(whole, ensure_ascii=False)
