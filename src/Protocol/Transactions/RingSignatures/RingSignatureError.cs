// Why a ring signature is refused, or cannot be made (fact sheet ledger §2.10).
using System.Globalization;

namespace MobileCoin.Transactions;

/// <summary>Upstream's names of what is wrong with a ring signature.</summary>
public enum RingSignatureErrorKind
{
    /// <summary>Nothing is wrong.</summary>
    None,

    /// <summary>There are not two responses a member.</summary>
    LengthMismatch,

    /// <summary>The real input's index is not in the ring.</summary>
    IndexOutOfBounds,

    /// <summary>A member's key or commitment, or the pseudo-output commitment, encodes no element.</summary>
    InvalidCurvePoint,

    /// <summary>The equations do not hold.</summary>
    InvalidSignature,

    /// <summary>The key image encodes no element.</summary>
    InvalidKeyImage,

    /// <summary>The real input and the pseudo-output commit to different values.</summary>
    ValueNotConserved,
}

/// <summary>A verdict on a ring signature; the default is that nothing is wrong. Prints as upstream's Debug form.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Expected">For <see cref="RingSignatureErrorKind.LengthMismatch"/>: the number of responses there should be, otherwise 0.</param>
/// <param name="Found">For <see cref="RingSignatureErrorKind.LengthMismatch"/>: the number of responses there are, otherwise 0.</param>
public readonly record struct RingSignatureError(RingSignatureErrorKind Kind, int Expected = 0, int Found = 0)
{
    /// <summary>Nothing is wrong.</summary>
    public bool IsNone => Kind == RingSignatureErrorKind.None;

    /// <summary>There are not two responses a member.</summary>
    public static RingSignatureError LengthMismatch(int expected, int found) => new(RingSignatureErrorKind.LengthMismatch, expected, found);

    /// <summary>The name, with the two lengths where there are any: <c>LengthMismatch(22, 21)</c>.</summary>
    public override string ToString() => Kind == RingSignatureErrorKind.LengthMismatch
        ? string.Create(CultureInfo.InvariantCulture, $"{Kind}({Expected}, {Found})")
        : Kind.ToString();
}
