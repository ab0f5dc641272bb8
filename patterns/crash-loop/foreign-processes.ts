export function foreignUnit(unit: string | undefined): boolean {
  return unit !== undefined && !/claw|moltbot|^gateway/i.test(unit)
}

export function foreignContainer(container: string | undefined): boolean {
  return container !== undefined && !/claw|moltbot|^gateway/i.test(container)
}
