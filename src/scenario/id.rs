//! Ids inside a vignette, and the dense indices that the graph uses instead.

crate::string_ids! {
    /// Names a vignette across versions and folders.
    ScenarioId;
    /// Names a statement.
    StatementId;
    /// Names a response within its statement.
    ResponseId;
    /// Names an ending. Statements and endings share one space of names, because a response leads to either.
    EndingId;
    /// Names a belief in the client's world view.
    BeliefId;
    /// Names a flag or a counter.
    VariableId;
    /// Names where a response leads: a statement or an ending.
    TargetId;
}
