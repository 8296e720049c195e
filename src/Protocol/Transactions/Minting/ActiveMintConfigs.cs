// The mint configurations in force for a token, with what was minted (fact sheet ledger §5.5, crypto §9.8).
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>A mint configuration in force.</summary>
/// <param name="MintConfig">The configuration.</param>
/// <param name="TotalMinted">How much was minted under it.</param>
public sealed record ActiveMintConfig(MintConfig MintConfig, ulong TotalMinted) : IWireMessage<ActiveMintConfig>
{
    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Message(1, MintConfig);
        writer.UInt64(2, TotalMinted);
    }

    /// <inheritdoc/>
    public static ActiveMintConfig ReadFrom(ref ProstReader reader)
    {
        ReadOnlySpan<byte> config = default;
        ulong minted = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Merge(ref config); break;
                case 2: minted = reader.UInt64(); break;
                default: reader.Skip(); break;
            }
        }
        return new ActiveMintConfig(reader.Message<MintConfig>(config), minted);
    }
}

/// <summary>All mint configurations in force for a token, and the transaction that put them there. Immutable.</summary>
public sealed class ActiveMintConfigs : IEquatable<ActiveMintConfigs>, IWireMessage<ActiveMintConfigs>
{
    private readonly ActiveMintConfig[] _configs;

    /// <summary>From the fields.</summary>
    public ActiveMintConfigs(ReadOnlySpan<ActiveMintConfig> configs, MintConfigTx mintConfigTx)
    {
        _configs = configs.ToArray();
        MintConfigTx = mintConfigTx;
    }

    /// <summary>The configurations, in the transaction's order.</summary>
    public ReadOnlySpan<ActiveMintConfig> Configs => _configs;

    /// <summary>The transaction that put them in force.</summary>
    public MintConfigTx MintConfigTx { get; }

    /// <summary>The configurations of a transaction that enters the ledger: nothing is minted yet.</summary>
    public static ActiveMintConfigs From(MintConfigTx transaction)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ReadOnlySpan<MintConfig> configs = transaction.Prefix.Configs;
        var active = new ActiveMintConfig[configs.Length];
        for (int i = 0; i < active.Length; i++) active[i] = new ActiveMintConfig(configs[i], 0);
        return new ActiveMintConfigs(active, transaction);
    }

    /// <inheritdoc/>
    public bool Equals(ActiveMintConfigs? other) =>
        other is not null && Configs.SequenceEqual(other.Configs) && MintConfigTx == other.MintConfigTx;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ActiveMintConfigs);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_configs.Length, MintConfigTx);

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Messages(1, _configs);
        writer.Message(2, MintConfigTx);
    }

    /// <inheritdoc/>
    public static ActiveMintConfigs ReadFrom(ref ProstReader reader)
    {
        List<ActiveMintConfig> configs = [];
        ReadOnlySpan<byte> tx = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: configs.Add(reader.Message<ActiveMintConfig>()); break;
                case 2: reader.Merge(ref tx); break;
                default: reader.Skip(); break;
            }
        }
        return new ActiveMintConfigs(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(configs), reader.Message<MintConfigTx>(tx));
    }
}
