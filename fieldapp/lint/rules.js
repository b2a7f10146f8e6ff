/** The house rules of the app: what a screen must never do, because of what the phone would keep of it or let in. */

const TYPED = new Set(['input', 'textarea'])
/** Controls whose value nobody types. */
const NOT_TYPED = new Set(['checkbox', 'radio', 'range', 'file', 'button', 'submit', 'reset', 'color', 'hidden', 'image'])
const STORAGES = new Set(['localStorage', 'sessionStorage'])

/** Visit the template of a component; the script is visited as usual. */
function inTemplate(context, template, script = {}) {
  const services = context.sourceCode.parserServices
  return services.defineTemplateBodyVisitor ? services.defineTemplateBodyVisitor(template, script) : script
}

/** The value of a plain attribute, lower case; `null` when it is absent, or not plain. */
function plain(element, name) {
  const found = element.startTag.attributes.find((one) => !one.directive && one.key.name === name)
  return found ? (found.value?.value ?? '').toLowerCase() : null
}

function directive(element, name, argument) {
  return element.startTag.attributes.find((one) => one.directive && one.key.name.name === name && (argument === undefined || one.key.argument?.name === argument))
}

const keepsNothingTyped = {
  meta: {
    type: 'problem',
    docs: { description: 'what is typed must not be kept by the browser: Chromium writes the fields of a page in its session files, sent or not' },
    messages: { kept: '<{{name}}> needs {{missing}}: else the browser keeps what is typed in it.' },
    schema: [],
  },
  create(context) {
    return inTemplate(context, {
      VElement(element) {
        const editable = plain(element, 'contenteditable') !== null || directive(element, 'bind', 'contenteditable')
        if (!TYPED.has(element.rawName) && !editable) return
        if (element.rawName === 'input' && NOT_TYPED.has(plain(element, 'type') ?? '')) return
        const missing = []
        if (plain(element, 'autocomplete') !== 'off') missing.push('autocomplete="off"')
        if (plain(element, 'spellcheck') !== 'false') missing.push('spellcheck="false"')
        if (missing.length) context.report({ node: element.startTag, messageId: 'kept', data: { name: element.rawName, missing: missing.join(', ') } })
      },
    })
  },
}

const noHtml = {
  meta: {
    type: 'problem',
    docs: { description: 'no text of a form or of the house becomes markup' },
    messages: { html: 'Text never becomes markup here ({{what}}).' },
    schema: [],
  },
  create(context) {
    const report = (node, what) => context.report({ node, messageId: 'html', data: { what } })
    return inTemplate(
      context,
      {
        'VAttribute[directive=true][key.name.name="html"]': (node) => report(node, 'v-html'),
        'VAttribute[directive=true][key.name.name="bind"][key.argument.name="srcdoc"]': (node) => report(node, 'srcdoc'),
      },
      {
        'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML)$/]': (node) => report(node, node.left.property.name),
        'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe)$/]': (node) => report(node, node.callee.property.name),
        'Property[key.name="innerHTML"]': (node) => report(node, 'innerHTML'),
      },
    )
  },
}

const noStyle = {
  meta: {
    type: 'problem',
    docs: { description: 'the security policy refuses style attributes: they would do nothing, in silence' },
    messages: { style: 'A style attribute is refused by the security policy: write a class, or set the property by script (:style).' },
    schema: [],
  },
  create(context) {
    return inTemplate(context, {
      'VAttribute[directive=false][key.name="style"]': (node) => context.report({ node, messageId: 'style' }),
    })
  },
}

const noStorage = {
  meta: {
    type: 'problem',
    docs: { description: 'what these storages hold is written in clear, and outlives the vault' },
    messages: { storage: '{{name}} is written in clear: use core/store, or the vault.' },
    schema: [],
  },
  create(context) {
    return inTemplate(
      context,
      { Identifier: check },
      { Identifier: check, 'Literal[value=/^(localStorage|sessionStorage)$/]': (node) => context.report({ node, messageId: 'storage', data: { name: node.value } }) },
    )
    function check(node) {
      if (STORAGES.has(node.name)) context.report({ node, messageId: 'storage', data: { name: node.name } })
    }
  },
}

export default {
  meta: { name: 'carnet' },
  rules: { 'keeps-nothing-typed': keepsNothingTyped, 'no-html': noHtml, 'no-style': noStyle, 'no-storage': noStorage },
}
