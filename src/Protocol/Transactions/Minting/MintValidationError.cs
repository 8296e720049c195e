// Why minting is refused (fact sheet ledger §3.3).
using System.Globalization;

namespace MobileCoin.Transactions;

/// <summary>The kinds of refusal, by the network's names and result codes.</summary>
public enum MintValidationErrorKind
{
    /// <summary>Not refused.</summary>
    Ok = 0,

    /// <summary>Minting is not known at the block version.</summary>
    InvalidBlockVersion = 1,

    /// <summary>The token is MOB, or not the one of the configuration.</summary>
    InvalidTokenId = 2,

    /// <summary>The nonce has not 64 bytes.</summary>
    InvalidNonceLength = 3,

    /// <summary>A signer set cannot be satisfied, or is nested too early.</summary>
    InvalidSignerSet = 4,

    /// <summary>The signatures do not suffice.</summary>
    InvalidSignature = 5,

    /// <summary>The tombstone block is reached.</summary>
    TombstoneBlockExceeded = 6,

    /// <summary>The tombstone block is too far away.</summary>
    TombstoneBlockTooFar = 7,

    /// <summary>Something else.</summary>
    Unknown = 8,

    /// <summary>More than the configuration allows.</summary>
    AmountExceedsMintLimit = 9,

    /// <summary>Nobody governs the token.</summary>
    NoGovernors = 10,

    /// <summary>The nonce is in the ledger.</summary>
    NonceAlreadyUsed = 11,

    /// <summary>No configuration in force fits.</summary>
    NoMatchingMintConfig = 12,

    /// <summary>A fog hint before block version 3.</summary>
    MintingToFogNotSupported = 13,
}

/// <summary>The outcome of checking a minting or a configuration. The default is success.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Value">The block version, the token id or the nonce's length that it is about, else 0.</param>
public readonly record struct MintValidationError(MintValidationErrorKind Kind, ulong Value = 0)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsOk => Kind == MintValidationErrorKind.Ok;

    /// <summary>As the network's own tools print it: <c>Ok(())</c>, <c>Err(InvalidNonceLength(3))</c>.</summary>
    public override string ToString()
    {
        string value = Value.ToString(CultureInfo.InvariantCulture);
        return Kind switch
        {
            MintValidationErrorKind.Ok => "Ok(())",
            MintValidationErrorKind.InvalidBlockVersion => $"Err({Kind}(BlockVersion({value})))",
            MintValidationErrorKind.InvalidTokenId or MintValidationErrorKind.NoGovernors => $"Err({Kind}(TokenId({value})))",
            MintValidationErrorKind.InvalidNonceLength => $"Err({Kind}({value}))",
            _ => $"Err({Kind})",
        };
    }
}
