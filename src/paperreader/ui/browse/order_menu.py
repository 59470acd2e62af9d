"""The menu of orders: what a list can be ordered by, a letter each."""

from collections.abc import Callable, Mapping

from paperreader.domain.query.sorting import SortOrder
from paperreader.ui.dialogs.menu import Menu

ORDERS: Mapping[SortOrder, tuple[str, str]] = {
    SortOrder.HUB: ("h", "as they come"),
    SortOrder.UPVOTES: ("u", "upvotes"),
    SortOrder.RISE: ("r", "upvotes since yesterday"),
    SortOrder.COMMENTS: ("c", "comments"),
    SortOrder.STARS: ("s", "stars"),
    SortOrder.NEWEST: ("n", "newest"),
    SortOrder.TITLE: ("t", "title"),
}
"""The orders of papers: a letter, and what it orders by."""
BOOKMARK_ORDERS: Mapping[SortOrder, tuple[str, str]] = {
    SortOrder.HUB: ("b", "bookmarked last"),
    **{order: ORDERS[order] for order in (SortOrder.TITLE, SortOrder.NEWEST, SortOrder.UPVOTES)},
}
"""The orders of bookmarks."""


class OrderMenu(Menu):
    """Asks for one of several orders; the present one is marked, and under the cursor."""

    def __init__(self, orders: Mapping[SortOrder, tuple[str, str]], present: SortOrder) -> None:
        super().__init__("Order by", list(orders.values()), present=orders[present][0])
        self._orders = orders

    def then(self, take: Callable[[SortOrder], None]) -> Callable[[str | None], None]:
        """Return what is to be done with the answer: to take the order, if there is one."""
        order_of = {letter: order for order, (letter, _) in self._orders.items()}

        def choose(letter: str | None) -> None:
            if letter is not None:
                take(order_of[letter])

        return choose
