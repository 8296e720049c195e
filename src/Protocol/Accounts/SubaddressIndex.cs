// Which subaddresses have a meaning of their own (fact sheet crypto §1.5, ledger §4.1).
namespace MobileCoin.Accounts;

/// <summary>The reserved subaddress indices. Derivation refuses none: what an index means is the caller's affair.</summary>
public static class SubaddressIndex
{
    /// <summary>The address an account gives out.</summary>
    public const ulong Default = 0;

    /// <summary>No subaddress at all.</summary>
    public const ulong Invalid = ulong.MaxValue;

    /// <summary>Where an account sends its change.</summary>
    public const ulong Change = ulong.MaxValue - 1;

    /// <summary>Where an account sends the outputs that fund its gift codes.</summary>
    public const ulong GiftCode = ulong.MaxValue - 2;
}
