/** The numbers from 0 to size - 1 in sets that can only grow together (union-find; Tarjan 1975). */
export class DisjointSets {
  private readonly parents: number[]
  private readonly sizes: number[]

  constructor(size: number) {
    this.parents = Array.from({ length: size }, (_, index) => index)
    this.sizes = Array.from({ length: size }, () => 1)
  }

  unite(a: number, b: number): void {
    const [one, other] = [this.rootOf(a), this.rootOf(b)]
    if (one === other) return
    const [small, large] = this.sizes[one]! < this.sizes[other]! ? [one, other] : [other, one]
    this.parents[small] = large
    this.sizes[large]! += this.sizes[small]!
  }

  /** A number that is the same for all members of a set. */
  rootOf(member: number): number {
    let at = member
    while (this.parents[at] !== at) {
      // Halving the path keeps it short.
      this.parents[at] = this.parents[this.parents[at]!]!
      at = this.parents[at]!
    }
    return at
  }
}
