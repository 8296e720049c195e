using System.Security.Cryptography;
using MobileCoin.Crypto;
using MobileCoin.Transactions;

namespace MobileCoin.Client.Testing;

/// <summary>When a fake network makes blocks.</summary>
public enum FakeBlocks
{
    /// <summary>Each transaction that is taken, and each funding, is in a block at once.</summary>
    AtOnce,

    /// <summary>What was taken waits for <see cref="FakeFog.MakeBlock"/>.</summary>
    OnDemand,
}

/// <summary>What a fake network is like. Immutable.</summary>
public sealed record FakeFogOptions
{
    /// <summary>A network with MOB alone that makes blocks at once.</summary>
    public static FakeFogOptions Default { get; } = new();

    /// <summary>The network's name.</summary>
    public string ChainId { get; init; } = "fake";

    /// <summary>When blocks are made.</summary>
    public FakeBlocks Blocks { get; init; } = FakeBlocks.AtOnce;

    /// <summary>The tokens with their least fees; MOB is among them.</summary>
    public IReadOnlyDictionary<ulong, ulong> MinimumFees { get; init; } = new Dictionary<ulong, ulong> { [TokenId.Mob] = FeeMap.DefaultMobFee };

    /// <summary>The version of blocks.</summary>
    public BlockVersion BlockVersion { get; init; } = BlockVersion.Max;

    /// <summary>Outputs of nobody's in the first block, which rings are filled with: 16 rings of 11 take 160.</summary>
    public int Decoys { get; init; } = 200;

    /// <summary>For how many blocks reports are good: the latest tombstone of a payment to the network's fog.</summary>
    public ulong ReportWindow { get; init; } = 100;

    /// <summary>The clock: the dates of certificates and blocks, and the pauses of slow services.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Gives keys and everything else that is random: with the same bytes a network is the same again.</summary>
    public RandomFill Random { get; init; } = RandomNumberGenerator.Fill;
}
