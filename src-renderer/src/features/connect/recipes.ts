import { compiled } from './recipes/compiled.ts'
import { php } from './recipes/php.ts'
import type { Recipe } from './recipes/recipe.ts'
import { scripting } from './recipes/scripting.ts'
import { shell } from './recipes/shell.ts'

/** In the order in which they are offered. */
export const recipes: readonly Recipe[] = [...scripting, ...php, ...compiled, ...shell]
