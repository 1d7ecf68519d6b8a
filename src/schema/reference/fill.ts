const mark = /(<!-- generated: ([\w-]+)[^>]*-->\n)(?:[\s\S]*?\n)??(<!-- end -->)/g;

/** A page with what stands between its marks `<!-- generated: <name> -->` and `<!-- end -->` put in anew. */
export function fill(page: string, sections: { readonly [name: string]: string }): string {
  return page.replaceAll(mark, (_, start: string, name: string, end: string) => {
    const section = sections[name];
    if (section === undefined) throw new Error(`there is no generated section ${name}`);
    return `${start}\n${section}\n\n${end}`;
  });
}
