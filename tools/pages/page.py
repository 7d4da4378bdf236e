"""A page as a typed value: what was wished, where everything stands, and how it goes to JSON and back."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, TypeVar

Time = Literal["dawn", "day", "dusk", "night"]
Weather = Literal["clear", "rain", "snow", "fog", "storm"]
Size = Literal["small", "large"]
Surface = Literal["table", "blanket"]
TIMES: tuple[Time, ...] = ("dawn", "day", "dusk", "night")
WEATHERS: tuple[Weather, ...] = ("clear", "rain", "snow", "fog", "storm")
MOST_THINGS = 24
"""Things on one page at most, what the layout itself puts under them included."""
PERSPECTIVE = 0.5
"""Share of its height that a thing loses from the nearest ground to the farthest."""


@dataclass(frozen=True)
class Wish:
    """What somebody asks for: one thing, or several alike."""

    noun: str
    color: str | None = None
    count: int = 1
    size: Size | None = None
    position: str | None = None
    """A word for a place on the page (see `POSITIONS` of `tools.pages.composition.zones`)."""
    tone: int = 0
    """Skin tone of a person, 1 (light) to 5 (dark); 0 is the art's yellow."""
    flock: bool = False
    """Whether the many stand together as a flock."""
    key: str | None = None
    """What edits call it, where the wish is of a brief."""


@dataclass(frozen=True)
class Relation:
    """How the things of one wish stand to those of another: indices into the wishes."""

    subject: int
    kind: str
    object: int
    second: int | None = None
    """The other object of "between"."""


@dataclass(frozen=True)
class Wishes:
    """Everything that is asked of a page; None leaves the choice to the layout."""

    things: tuple[Wish, ...]
    relations: tuple[Relation, ...] = ()
    place: str | None = None
    time: Time | None = None
    weather: Weather | None = None
    style: str | None = None
    look: str | None = None
    """The whole picture's look: "black and white" or "sepia"."""


@dataclass(frozen=True)
class Item:
    """One thing on a page. Lengths are shares of the page's side, y down."""

    wish: int
    """Index of the wish that it fulfils."""
    noun: str
    color: str | None
    x: float
    """Middle of its box."""
    foot: float
    """Lower edge of its box."""
    width: float
    height: float
    depth: float
    """0 for the nearest ground to 1 for the farthest; what stands on no ground has that of its plane."""
    flip: bool = False
    tone: int = 0
    ground: str = "ground"
    """What it is on: ground, water, swim, air, wall, surface, edge, or a role at another item (on, in, worn,
    held, or under what it holds over its head)."""
    at: int | None = None
    """Index of the item that it stands on, is in, or is worn or held by."""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom."""
        half = self.width / 2
        return self.x - half, self.foot - self.height, self.x + half, self.foot

    def moved(self, **changes: Any) -> Item:
        """Return the item with some fields changed, as dataclasses.replace does in twenty times the time.

        A page takes some hundred drafts of its things.
        """
        item = object.__new__(Item)
        item.__dict__.update(self.__dict__)
        item.__dict__.update(changes)
        return item


@dataclass(frozen=True)
class Board:
    """A table or a picnic blanket that the layout put under things; lengths as of `Item`."""

    kind: Surface
    x: float
    top: float
    """The far edge of the surface."""
    width: float
    depth: float
    """From the far edge of the surface to the near one."""
    foot: float
    """Where its legs stand; above 1 where the page's lower edge cuts them."""


Placed = TypeVar("Placed", Item, Board)


def _rounded(placed: Placed, lengths: tuple[str, ...]) -> Placed:
    numbers: dict[str, Any] = {name: round(float(getattr(placed, name)), 4) for name in lengths}
    return replace(placed, **numbers)


@dataclass(frozen=True)
class Page:
    """A page and its whole truth: painted from back to front, in the order of its items."""

    place: str
    variant: int
    time: Time
    weather: Weather
    style: str
    items: tuple[Item, ...]
    wishes: Wishes
    look: str | None = None
    board: Board | None = None
    seed: int = field(default=0)

    def rounded(self) -> Page:
        """Return the page with its lengths in ten thousandths of its side, so that texts hold it exactly."""
        items = tuple(_rounded(item, ("x", "foot", "width", "height", "depth")) for item in self.items)
        board = self.board and _rounded(self.board, ("x", "top", "width", "depth", "foot"))
        return replace(self, items=items, board=board)

    def to_json(self) -> dict[str, Any]:
        """Return the page as plain lists, dictionaries and numbers."""
        return asdict(self)

    @staticmethod
    def from_json(data: dict[str, Any]) -> Page:
        """Return the page that `to_json` wrote.

        Raises:
            KeyError: a field is missing.
            TypeError: there is a field of another name.
        """
        wishes = dict(data["wishes"])
        wishes["things"] = tuple(Wish(**wish) for wish in wishes["things"])
        wishes["relations"] = tuple(Relation(**relation) for relation in wishes["relations"])
        fields = dict(data)
        fields["wishes"] = Wishes(**wishes)
        fields["items"] = tuple(Item(**item) for item in data["items"])
        fields["board"] = Board(**data["board"]) if data["board"] else None
        return Page(**fields)
