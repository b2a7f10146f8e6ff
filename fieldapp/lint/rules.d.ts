import type { ESLint, Rule } from 'eslint'

declare const plugin: ESLint.Plugin & { rules: Record<'keeps-nothing-typed' | 'no-html' | 'no-style' | 'no-storage', Rule.RuleModule> }
export default plugin
