"""An empty Textual app: its first frame is `Empty`, and `j` is answered with `answered` and a count."""

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class EmptyApp(App[None]):
    """Shows one word."""

    count = 0

    def compose(self) -> ComposeResult:
        yield Static("Empty")

    def on_key(self, event: events.Key) -> None:
        if event.key == "q":
            self.exit()
        else:
            self.count += 1
            self.query_one(Static).update(f"answered {self.count}")


if __name__ == "__main__":
    EmptyApp().run()
