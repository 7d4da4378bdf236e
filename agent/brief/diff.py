"""What differs between two briefs: as lines for people, and as edits."""

from __future__ import annotations

from agent.brief.edits import Edit
from agent.brief.model import Brief, Element
from agent.brief.wording import element_phrase


def diff_briefs(before: Brief, after: Brief) -> tuple[str, ...]:
    """What differs, a line each: "+ a red bird", "- the castle", "~ scene: beach"."""
    old = {e.what: e for e in before.elements}
    new = {e.what: e for e in after.elements}
    lines = [f"- {element_phrase(e)}" for name, e in old.items() if name not in new]
    lines += [f"+ {element_phrase(e)}" for name, e in new.items() if name not in old]
    lines += [
        f"~ {element_phrase(old[name])} → {element_phrase(e)}"
        for name, e in new.items()
        if name in old and old[name] != e
    ]
    lines += [f"+ {r.subject} {r.kind} {r.object}" for r in after.relations if r not in before.relations]
    for name in ("scene", "style"):
        was = getattr(before, name)
        value = getattr(after, name)
        if was != value:
            lines.append(f"~ {name}: {value or 'any'}" + (f" (was {was})" if was else ""))
    lines += [f"+ note: {note}" for note in after.notes if note not in before.notes]
    lines += [f"+ avoid: {name}" for name in after.avoid if name not in before.avoid]
    return tuple(lines)


def edits_between(before: Brief, after: Brief) -> list[Edit]:
    """Edits that lead from one brief to another."""
    edits = [Edit(op="remove", what=name) for name in before.names if after.element(name) is None]
    for element in after.elements:
        edits += _edits_of_element(element, before, after)
    for name in ("scene", "style"):
        value = getattr(after, name)
        if value not in (None, getattr(before, name)):
            edits.append(Edit.model_validate({"op": name, "to": value}))
    return edits


def _edits_of_element(element: Element, before: Brief, after: Brief) -> list[Edit]:
    old = before.element(element.what)
    was = (old or Element(what=element.what)).model_dump()
    values = element.model_dump(exclude_none=True)
    changed = {key: value for key, value in values.items() if key == "what" or was[key] != value}
    relations = [
        {"rel": r.kind, "of": r.object}
        for r in after.relations
        if r.subject == element.what and r not in before.relations
    ]
    first: dict[str, str] = relations[0] if relations else {}
    edits: list[Edit] = []
    if old is None:
        edits.append(Edit.model_validate({"op": "add", **values, **first}))
    elif len(changed) > 1 or relations:
        edits.append(Edit.model_validate({"op": "change", **changed, **first}))
    edits += [Edit.model_validate({"op": "change", "what": element.what, **more}) for more in relations[1:]]
    return edits
