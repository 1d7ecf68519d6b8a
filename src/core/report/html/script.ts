/** The page's script: a table is sorted by the buttons in its head. It knows nothing of what the table says. */
export const script = `
for (const table of document.querySelectorAll("table[data-sortable]")) {
  const said = document.getElementById("sorted");
  const value = (row, index) => row.cells[index].dataset.value ?? row.cells[index].textContent;
  for (const button of table.tHead.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      const head = button.closest("th");
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const each of table.tHead.querySelectorAll("th")) each.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const sign = down ? -1 : 1;
      const compare = (left, right) => {
        const [a, b] = [value(left, head.cellIndex), value(right, head.cellIndex)];
        if (a === "" || b === "") return (a === "") - (b === "");
        return sign * ("number" in head.dataset ? a - b : a.localeCompare(b));
      };
      const body = table.tBodies[0];
      body.append(...[...body.rows].sort(compare));
      said.textContent = "Sorted by " + button.textContent + (down ? ", descending" : ", ascending");
    });
  }
}
`;
