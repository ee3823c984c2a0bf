// Package savedfilter keeps the filters of lists under a name: each user's own, and
// those that are shared with everyone.
package savedfilter
