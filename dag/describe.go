package dag

import "fmt"

// describe says what a statement is, for messages and for lines without a node.
func describe[T any](st statement[T]) string {
	switch st.word {
	case wordReturn:
		return fmt.Sprintf("return %t", st.value)
	case wordDef:
		return fmt.Sprintf("def %q", st.label)
	case wordElse, wordEnd:
		return string(st.word)
	case wordNode:
		return describeNode(&st.node)
	default:
		return fmt.Sprintf("%s %s", st.word, describeNode(&st.node))
	}
}

func describeNode[T any](n *node[T]) string {
	if n.kind == KindCall {
		return fmt.Sprintf("call %q", n.label)
	}
	return fmt.Sprintf("%v %q", n.kind, n.name)
}

// sentence is the line of a compiled node in the program's text.
func sentence[T any](st statement[T], n *node[T]) string {
	text := fmt.Sprintf("%v %s", n.kind, n.name)
	if n.kind == KindCall {
		text = n.name
		if st.node.name != "" {
			text = fmt.Sprintf("call %s as %s", n.label, n.name)
		}
	}
	if st.word != wordNode {
		text = fmt.Sprintf("%s %s", st.word, text)
	}
	return text
}
