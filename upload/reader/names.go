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
	for i, header := range headers {
		header = strings.TrimSpace(header)
		name := header
		if name == "" {
			name = fmt.Sprintf("Column %d", i+1)
		}
		for n, base := 2, name; used[name] || name != header && taken[name]; n++ {
			name = fmt.Sprintf("%s (%d)", base, n)
		}
		used[name] = true
		columns[i] = Column{Name: name, Header: header}
	}
	return columns
}
