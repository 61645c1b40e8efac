/**
 * A lint rule: texts are not cut at a fixed length, because that may be within a character. `clip` cuts before it. What is no text of
 * people's, such as a hash or digits, says so in a comment that switches the rule off for its line.
 */
const CUTS = new Set(['slice', 'substring', 'substr']);
/** As constants are named. */
const CONSTANT = /^[A-Z][A-Z\d_]+$/;

const isFixed = (node) =>
  node.type === 'Literal' ||
  (node.type === 'Identifier' && CONSTANT.test(node.name)) ||
  (node.type === 'UnaryExpression' && isFixed(node.argument)) ||
  (node.type === 'BinaryExpression' && isFixed(node.left) && isFixed(node.right));

const isZero = (node) => node.type === 'Literal' && node.value === 0;

/** `(0, LENGTH)`, or `(-LENGTH)`: the beginning or the end, by a length that does not come from the text. */
const cutsByLength = ([from, to]) =>
  from !== undefined &&
  ((to !== undefined && isZero(from) && isFixed(to) && to.type !== 'UnaryExpression') ||
    (to === undefined && from.type === 'UnaryExpression' && isFixed(from)));

export const wholeCharacters = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { cut: 'This may cut within a character: use clip or clipStart of src/contract/clip.ts.' },
  },
  create(context) {
    const { esTreeNodeToTSNodeMap, program } = context.sourceCode.parserServices;
    const isString = (node) => {
      const checker = program.getTypeChecker();
      const type = checker.getTypeAtLocation(esTreeNodeToTSNodeMap.get(node));
      return checker.typeToString(checker.getBaseTypeOfLiteralType(type)) === 'string';
    };
    return {
      'CallExpression[callee.type="MemberExpression"]'(node) {
        const { object, property } = node.callee;
        if (!CUTS.has(property.name) || !isString(object)) return;
        if (property.name === 'substr' || cutsByLength(node.arguments)) context.report({ node, messageId: 'cut' });
      },
    };
  },
};
