package dag

import "fmt"

// chain compiles an if with all that belongs to it, up to its end. It returns
// the open ends and the statements left over.
func (c *compiler[T]) chain(body []Statement[T], open []exit) (joined []exit, rest []Statement[T]) {
	head := body[0].parsed()
	no := c.clause(head, open, &joined)
	hasElse := false
	for body = body[1:]; len(body) > 0; body = body[1:] {
		st := body[0].parsed()
		switch st.word {
		case wordElseIf, wordElseIfNot:
			if hasElse {
				c.report(describe(st), ErrElseIfAfterElse, "")
				no = deadExit()
			}
			no = c.clause(st, no, &joined)
		case wordElse:
			if hasElse {
				c.report(describe(head), ErrTwoElses, "")
				no = deadExit()
			}
			hasElse = true
			c.line(describe(st), noNode)
			joined = append(joined, c.block(st.body, no)...)
			no = nil
		case wordEnd:
			c.line(describe(st), noNode)
			return append(joined, no...), body[1:]
		default:
			c.report(describe(head), ErrMissingEnd, fmt.Sprintf("%s follows", describe(st)))
			return append(append(joined, no...), deadExit()...), body
		}
	}
	c.report(describe(head), ErrMissingEnd, "")
	return deadExit(), nil
}

// clause compiles a condition with its body, adds the body's open ends to joined
// and returns those of the items it has not taken.
func (c *compiler[T]) clause(st statement[T], open []exit, joined *[]exit) (left []exit) {
	taken, left := c.node(st, open)
	if st.word == wordIfNot || st.word == wordElseIfNot {
		taken, left = left, taken
	}
	*joined = append(*joined, c.block(st.body, taken)...)
	return left
}

func (c *compiler[T]) block(body []Statement[T], open []exit) []exit {
	c.depth++
	defer func() { c.depth-- }()
	return c.list(body, open)
}
