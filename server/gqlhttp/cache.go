package gqlhttp

import (
	"context"

	"github.com/99designs/gqlgen/graphql/handler/lru"
	"github.com/vektah/gqlparser/v2/ast"
)

// What the cache of parsed documents holds at most.
const (
	cachedDocuments    = 300
	cachedDocumentSize = 8 << 10
)

// documentCache remembers parsed and validated documents. It leaves out large
// ones, so that nobody can fill the memory with them.
type documentCache struct{ *lru.LRU[*ast.QueryDocument] }

func newDocumentCache() documentCache {
	return documentCache{lru.New[*ast.QueryDocument](cachedDocuments)}
}

// Add implements graphql.Cache.
func (c documentCache) Add(ctx context.Context, query string, document *ast.QueryDocument) {
	if len(query) <= cachedDocumentSize {
		c.LRU.Add(ctx, query, document)
	}
}
