namespace MobileCoin.Transactions;

/// <summary>A range proof could not be made, or bytes are none; <see cref="Error"/> says why.</summary>
public sealed class RangeProofException(ProofError error) : Exception(error.ToDisplayText())
{
    /// <summary>The reason.</summary>
    public ProofError Error { get; } = error;
}
