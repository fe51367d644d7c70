// Package proof makes and checks what a learner can show to others: certificates and credential files.
package proof
