// Why a record gives no output (fact sheet crypto §3.4).
using MobileCoin.Crypto;

namespace MobileCoin.Transactions;

/// <summary>Why a record gives no output.</summary>
public enum FogTxOutError
{
    /// <summary>Target or public key are not 32 bytes that encode a point.</summary>
    Key,

    /// <summary>The commitment of an old record has not 32 bytes.</summary>
    CommitmentLength,

    /// <summary>The memo has not 66 bytes.</summary>
    MemoLength,

    /// <summary>The masked token id has a length that its version does not allow.</summary>
    Amount,

    /// <summary>The commitment is not the one that the record's checksum is of: the output is another key's.</summary>
    ChecksumMismatch,
}

/// <summary>A record that gives no output.</summary>
public sealed class FogTxOutException : Exception
{
    internal FogTxOutException(FogTxOutError error, string? detail = null, Exception? inner = null)
        : base(detail is null ? error.ToString() : $"{error}({detail})", inner) => Error = error;

    /// <summary>What is wrong.</summary>
    public FogTxOutError Error { get; }

    internal static FogTxOutException Key(string field, int length) => new(
        FogTxOutError.Key, length == RistrettoPublic.Size ? $"{field}: InvalidPublicKey" : $"{field}: LengthMismatch({length}, {RistrettoPublic.Size})");
}
