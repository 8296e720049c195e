// What can be wrong with a membership proof (fact sheet ledger §5.1).
namespace MobileCoin.Transactions;

/// <summary>The kinds of errors in a membership proof, by the network's names.</summary>
public enum MembershipProofErrorKind
{
    /// <summary>No error: the default.</summary>
    None = 0,

    /// <summary>The index lies beyond the last output, or that beyond the root.</summary>
    HighestIndexMismatch,

    /// <summary>The first element is not the leaf of the index, or there is none.</summary>
    MissingLeafHash,

    /// <summary>The leaf's hash is not that of the output.</summary>
    IncorrectLeafHash,

    /// <summary>An element's range is inverted.</summary>
    RangeError,

    /// <summary>An element does not continue those before it.</summary>
    UnexpectedMembershipElement,

    /// <summary>The elements together do not begin at the first output.</summary>
    RootNotCoveringZero,

    /// <summary>The index is too large for a tree.</summary>
    NumericLimitsExceeded,
}

/// <summary>An error in a membership proof. Prints as the network's own tools print it, such as <c>MissingLeafHash(7)</c>.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Index">The output's index for the leaf errors, the element's position for an unexpected one, else 0.</param>
public readonly record struct MembershipProofError(MembershipProofErrorKind Kind, ulong Index = 0)
{
    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        MembershipProofErrorKind.RangeError => "RangeError(RangeError)",
        MembershipProofErrorKind.MissingLeafHash or MembershipProofErrorKind.IncorrectLeafHash
            or MembershipProofErrorKind.UnexpectedMembershipElement => $"{Kind}({Index})",
        _ => Kind.ToString(),
    };
}

/// <summary>A membership proof from which nothing can be derived.</summary>
public sealed class MembershipProofException : Exception
{
    internal MembershipProofException(MembershipProofError error)
        : base($"invalid membership proof: {error}") => Error = error;

    /// <summary>What is wrong.</summary>
    public MembershipProofError Error { get; }
}

/// <summary>
/// The outcome of checking a proof against a known root. Prints as the network's own tools do: <c>Ok(true)</c>, <c>Ok(false)</c> if the
/// proof is well made but leads to another root, or <c>Err(…)</c>.
/// </summary>
/// <param name="IsMember">Whether the proof leads to the root.</param>
/// <param name="Error">What is wrong with the proof, if anything.</param>
public readonly record struct MembershipVerdict(bool IsMember, MembershipProofError Error)
{
    /// <summary>Whether the proof is well made, even if it leads to another root.</summary>
    public bool IsWellFormed => Error.Kind == MembershipProofErrorKind.None;

    /// <inheritdoc/>
    public override string ToString() => !IsWellFormed ? $"Err({Error})" : IsMember ? "Ok(true)" : "Ok(false)";
}
