// Why the ledger refuses (fact sheet ledger §5.5 "Error enum").
namespace MobileCoin.LedgerDb;

/// <summary>The kinds of refusal, by the network's names.</summary>
public enum LedgerError
{
    /// <summary>There is no such thing.</summary>
    NotFound,

    /// <summary>A value cannot be written.</summary>
    Serialization,

    /// <summary>A stored value cannot be read.</summary>
    Deserialization,

    /// <summary>A block without transactions.</summary>
    NoTransactions,

    /// <summary>A version that may not follow.</summary>
    InvalidBlockVersion,

    /// <summary>A block that spends nothing, mints nothing and is not the first.</summary>
    NoKeyImages,

    /// <summary>An index that is not the next.</summary>
    InvalidBlockIndex,

    /// <summary>A key image that is in the ledger.</summary>
    KeyImageAlreadySpent,

    /// <summary>An output's public key that is in the ledger.</summary>
    DuplicateOutputPublicKey,

    /// <summary>Contents that the header's hash is not of.</summary>
    InvalidBlockContents,

    /// <summary>An id that is not that of the header's fields.</summary>
    InvalidBlockID,

    /// <summary>A parent that is not the last block.</summary>
    InvalidParentBlockID,

    /// <summary>Neither outputs nor mint configurations; or an empty ledger's root.</summary>
    NoOutputs,

    /// <summary>Fewer outputs than mintings.</summary>
    TooFewOutputs,

    /// <summary>A reader's slot in the lock file was taken.</summary>
    BadRslot,

    /// <summary>The ledger is as large as it can be.</summary>
    CapacityExceeded,

    /// <summary>An output's index beyond the last.</summary>
    TxOutIndexOutOfBounds,

    /// <summary>The database failed: see the inner exception, or the message.</summary>
    Lmdb,

    /// <summary>A range of the tree is inverted.</summary>
    Range,

    /// <summary>The database's version is missing or another.</summary>
    MetadataStore,

    /// <summary>The active mint configurations are not those of their transaction.</summary>
    InvalidMintConfig,

    /// <summary>A minting above its limit.</summary>
    MintLimitExceeded,

    /// <summary>A total of what was minted would shrink.</summary>
    TotalMintedAmountCannotDecrease,

    /// <summary>A minting's nonce was used before.</summary>
    DuplicateMintTx,

    /// <summary>A mint configuration's nonce was used before.</summary>
    DuplicateMintConfigTx,

    /// <summary>Metadata is missing where the block's version requires it.</summary>
    BlockMetadataRequired,

    /// <summary>An output has no masked amount.</summary>
    MissingMaskedAmount,
}

/// <summary>What the ledger refuses, or does not have.</summary>
public sealed class LedgerException : Exception
{
    /// <summary>With the kind and what it is about.</summary>
    public LedgerException(LedgerError error, string message, Exception? inner = null)
        : base($"{error}: {message}", inner) => Error = error;

    /// <summary>What is wrong.</summary>
    public LedgerError Error { get; }
}
