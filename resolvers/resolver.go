// Package resolvers translates between GraphQL and the domain: parse, one
// domain call, answer. The files *.resolvers.go follow the schema's files.
package resolvers

import (
	"github.com/99designs/gqlgen/graphql"

	"github.com/sluicehq/sluice/auth"
	"github.com/sluicehq/sluice/batch"
	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/event"
	"github.com/sluicehq/sluice/graph"
	"github.com/sluicehq/sluice/job"
)

// Resolver holds the domain that the API speaks for.
type Resolver struct {
	Authenticator *auth.Authenticator
	Accounts      *auth.Accounts
	Catalog       *catalog.Catalog
	Batches       *batch.Service
	Jobs          *job.Engine
	Hub           *event.Hub
}
