package reader

import (
	"fmt"
	"strings"
)

// nameColumns names columns by their headers, each unlike the others and none
// empty: Price and Price (2), Column 3.
func nameColumns(headers []string) []Column {
	columns := make([]Column, len(headers))
	taken := make(map[string]bool, len(headers))
	for _, header := range headers { // so that no name made up is one of these
		taken[strings.TrimSpace(header)] = true
	}
	used := make(map[string]bool, len(headers))
	last := make(map[string]int) // the last number behind a name
	for i, header := range headers {
		header = strings.TrimSpace(header)
		name := header
		if name == "" {
			name = fmt.Sprintf("Column %d", i+1)
		}
		for base := name; used[name] || name != header && taken[name]; {
			last[base] = max(last[base], 1) + 1
			name = fmt.Sprintf("%s (%d)", base, last[base])
		}
		used[name] = true
		columns[i] = Column{Name: name, Header: header}
	}
	return columns
}
