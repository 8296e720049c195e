// What can be wrong with a range proof, under upstream's names (fact sheet ledger §2.13).
namespace MobileCoin.Transactions;

/// <summary>Why a range proof is refused, or was not made. The names are what upstream's Debug form prints.</summary>
public enum ProofError
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>The proof does not hold for the commitments: what it says is wrong, or a point does not decode.</summary>
    VerificationError,

    /// <summary>The bytes are no proof: a wrong length, or a scalar that is not reduced.</summary>
    FormatError,

    /// <summary>The number of blindings is not the number of values.</summary>
    WrongNumBlindingFactors,

    /// <summary>More than 64 values, or commitments, in one proof.</summary>
    InvalidGeneratorsLength,
}

/// <summary>Upstream's texts of a <see cref="ProofError"/>.</summary>
public static class ProofErrorTexts
{
    /// <summary>The Debug form of upstream's error, which other errors nest: <c>ProofError(VerificationError)</c>.</summary>
    public static string ToDebugText(this ProofError error) => $"ProofError({error})";

    /// <summary>The Display form, which ring-CT errors carry as their text: <c>ProofError: `VerificationError`</c>.</summary>
    public static string ToDisplayText(this ProofError error) => $"ProofError: `{error}`";
}
