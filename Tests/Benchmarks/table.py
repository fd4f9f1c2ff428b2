"""The figures, with their budgets beside."""


class Table:
    def __init__(self):
        self.rows = []

    def add(self, what, figure, budget="", holds=None):
        """`holds`: whether the budget is kept; `None` when there is none."""
        self.rows.append({"what": what, "figure": figure, "budget": budget, "holds": holds})

    def print(self):
        widths = [max(len(row[column]) for row in self.rows) for column in ("what", "figure", "budget")]
        for row in self.rows:
            verdict = {None: "", True: "ok", False: "OVER"}[row["holds"]]
            print(
                f"{row['what']:<{widths[0]}}  {row['figure']:>{widths[1]}}  {row['budget']:<{widths[2]}}  {verdict}".rstrip()
            )
