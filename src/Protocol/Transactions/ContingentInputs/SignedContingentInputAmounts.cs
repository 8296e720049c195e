// What using a signed contingent input moves (fact sheet ledger §2.8).
namespace MobileCoin.Transactions;

/// <summary>The amounts of a signed contingent input that was validated.</summary>
/// <param name="PseudoOutput">What the input brings.</param>
/// <param name="RequiredOutputs">What its rules require.</param>
/// <param name="PartialFillOutputs">What they ask for when it is filled entirely.</param>
/// <param name="PartialFillChange">What returns when nothing is filled; null if the input is used whole.</param>
public sealed record SignedContingentInputAmounts(
    Amount PseudoOutput, IReadOnlyList<Amount> RequiredOutputs, IReadOnlyList<Amount> PartialFillOutputs, Amount? PartialFillChange)
{
    /// <summary>
    /// Adds to a balance sheet by token what using the input changes for its owner: less what it brings, plus what is required, returned
    /// and, rounded up, filled.
    /// </summary>
    /// <param name="balance">Balances by token.</param>
    /// <param name="partialFillValue">How much is taken of what may be filled partly; 0 for an input that is used whole.</param>
    /// <exception cref="SignedContingentInputException">
    /// <see cref="SignedContingentInputError.PartialFillValueTooLarge"/>: more than there is to fill. The sheet is as it was.
    /// </exception>
    public void AddToBalanceSheet(IDictionary<ulong, Int128> balance, ulong partialFillValue)
    {
        ArgumentNullException.ThrowIfNull(balance);
        List<Amount> filled = [];
        if (PartialFillChange is { } change)
        {
            if (partialFillValue > change.Value) throw TooLarge();
            filled.Add(new Amount(change.Value - partialFillValue, change.TokenId));
            U64Ratio fraction = U64Ratio.Create(partialFillValue, change.Value) ?? throw TooLarge();
            foreach (Amount ideal in PartialFillOutputs)
            {
                filled.Add(new Amount(fraction.CheckedMultiplyRoundUp(ideal.Value) ?? throw TooLarge(), ideal.TokenId));
            }
        }
        else if (partialFillValue != 0)
        {
            throw TooLarge();
        }
        Add(balance, PseudoOutput.TokenId, -(Int128)PseudoOutput.Value);
        foreach (Amount amount in RequiredOutputs.Concat(filled)) Add(balance, amount.TokenId, amount.Value);
    }

    /// <summary>The balance sheet of using the input alone: by token, for its owner.</summary>
    /// <param name="partialFillValue">How much is taken of what may be filled partly; 0 for an input that is used whole.</param>
    /// <exception cref="SignedContingentInputException"><see cref="SignedContingentInputError.PartialFillValueTooLarge"/>.</exception>
    public SortedDictionary<ulong, Int128> BalanceSheet(ulong partialFillValue = 0)
    {
        SortedDictionary<ulong, Int128> balance = [];
        AddToBalanceSheet(balance, partialFillValue);
        return balance;
    }

    private static void Add(IDictionary<ulong, Int128> balance, ulong tokenId, Int128 value) =>
        balance[tokenId] = balance.TryGetValue(tokenId, out Int128 before) ? before + value : value;

    private static SignedContingentInputException TooLarge() => new(SignedContingentInputError.PartialFillValueTooLarge);
}
