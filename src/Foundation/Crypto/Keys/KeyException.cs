// What can be wrong with the bytes of a key or signature (fact sheet crypto §1.1, §2.1).
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace MobileCoin.Crypto;

/// <summary>Why bytes are no key, or no signature.</summary>
public enum KeyError
{
    /// <summary>More or fewer bytes than the type has.</summary>
    LengthMismatch,

    /// <summary>A private key that is not a canonical scalar.</summary>
    InvalidPrivateKey,

    /// <summary>A public key that decodes to no point.</summary>
    InvalidPublicKey,

    /// <summary>A Schnorr signature without its marker bit.</summary>
    InvalidSignature,

    /// <summary>DER that starts otherwise than this kind of object does.</summary>
    InvalidDer,
}

/// <summary>Bytes that are no key, or no signature.</summary>
public sealed class KeyException : Exception
{
    private KeyException(KeyError error, string message)
        : base(message) => Error = error;

    /// <summary>What is wrong.</summary>
    public KeyError Error { get; }

    /// <summary>For <see cref="KeyError.LengthMismatch"/>: the bytes that came.</summary>
    public int ActualLength { get; private init; }

    /// <summary>For <see cref="KeyError.LengthMismatch"/>: the bytes that were expected.</summary>
    public int ExpectedLength { get; private init; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ThrowIfNotLength(int actual, int expected)
    {
        if (actual != expected) ThrowLength(actual, expected);
    }

    internal static KeyException InvalidPrivateKey() => new(KeyError.InvalidPrivateKey, "invalid private key: not a canonical scalar");

    internal static KeyException InvalidPublicKey() => new(KeyError.InvalidPublicKey, "invalid public key: the bytes encode no point");

    internal static KeyException InvalidSignature() => new(KeyError.InvalidSignature, "invalid signature: its marker bit is not set");

    internal static KeyException InvalidDer() => new(KeyError.InvalidDer, "invalid DER: the header of another kind of object");

    [DoesNotReturn]
    private static void ThrowLength(int actual, int expected) =>
        throw new KeyException(KeyError.LengthMismatch, $"length mismatch: got {actual} bytes, expected {expected}")
        {
            ActualLength = actual,
            ExpectedLength = expected,
        };
}
