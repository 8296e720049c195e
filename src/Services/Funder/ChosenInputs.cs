namespace MobileCoin.Funder;

/// <summary>Outputs of one account that one payment spends, and what hides each of them. Nobody else gets them unless they are given back.</summary>
/// <param name="Owner">The account's number.</param>
/// <param name="Inputs">The outputs.</param>
/// <param name="Rings">For each the indices of its ring in the ledger, its own first.</param>
public sealed record ChosenInputs(int Owner, IReadOnlyList<Spendable> Inputs, IReadOnlyList<ulong[]> Rings);
