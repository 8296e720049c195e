// Outputs with membership proofs, from fog ledger (fact sheet crypto §9.8, fog §6.5).
using MobileCoin.Wire;

namespace MobileCoin.Transactions;

/// <summary>Which outputs are wanted. Immutable.</summary>
/// <param name="indices">Where in the ledger they are.</param>
/// <param name="merkleRootBlock">Ignored by servers.</param>
public sealed class GetOutputsRequest(IReadOnlyList<ulong> indices, ulong merkleRootBlock) : IWireMessage<GetOutputsRequest>
{
    /// <summary>Indices that servers answer at most.</summary>
    public const int MaxIndices = 2000;

    /// <summary>Where in the ledger the outputs are.</summary>
    public IReadOnlyList<ulong> Indices { get; } = indices;

    /// <summary>Ignored by servers.</summary>
    public ulong MerkleRootBlock { get; } = merkleRootBlock;

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.PackedFixed64(1, Indices);
        writer.Fixed64(2, MerkleRootBlock);
    }

    /// <inheritdoc/>
    public static GetOutputsRequest ReadFrom(ref ProstReader reader)
    {
        var list = new List<ulong>();
        ulong root = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: reader.Fixed64s(list); break;
                case 2: root = reader.Fixed64(); break;
                default: reader.Skip(); break;
            }
        }
        return new GetOutputsRequest(list, root);
    }
}

/// <summary>One output with its proof. Immutable.</summary>
/// <param name="index">Where in the ledger it is.</param>
/// <param name="resultCode">Whether it exists.</param>
/// <param name="output">The output; an empty one if it does not.</param>
/// <param name="proof">The proof; an empty one if it does not.</param>
public sealed class OutputResult(ulong index, OutputResultCode resultCode, TxOut output, TxOutMembershipProof proof) : IWireMessage<OutputResult>
{
    /// <summary>Where in the ledger the output is.</summary>
    public ulong Index { get; } = index;

    /// <summary>Whether it exists.</summary>
    public OutputResultCode ResultCode { get; } = resultCode;

    /// <summary>The output; an empty one if it does not exist.</summary>
    public TxOut Output { get; } = output;

    /// <summary>The proof; an empty one if the output does not exist.</summary>
    public TxOutMembershipProof Proof { get; } = proof;

    /// <summary>The answer for an index that the ledger does not have.</summary>
    public static OutputResult DoesNotExist(ulong index) => new(
        index, OutputResultCode.DoesNotExist, WireMessage.Decode<TxOut>([]), WireMessage.Decode<TxOutMembershipProof>([]));

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Fixed64(1, Index);
        writer.Fixed32(2, (uint)ResultCode);
        writer.Message(3, Output);
        writer.Message(4, Proof);
    }

    /// <inheritdoc/>
    public static OutputResult ReadFrom(ref ProstReader reader)
    {
        ulong at = 0;
        uint code = 0;
        ReadOnlySpan<byte> txOut = default, membership = default;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: at = reader.Fixed64(); break;
                case 2: code = reader.Fixed32(); break;
                case 3: reader.Merge(ref txOut); break;
                case 4: reader.Merge(ref membership); break;
                default: reader.Skip(); break;
            }
        }
        return new OutputResult(
            at, (OutputResultCode)code, reader.Message<TxOut>(txOut), reader.Message<TxOutMembershipProof>(membership));
    }
}

/// <summary>The outputs that were asked for, in the order of their indices in the request. Immutable.</summary>
public sealed class GetOutputsResponse : IWireMessage<GetOutputsResponse>
{
    /// <summary>The outputs.</summary>
    public IReadOnlyList<OutputResult> Results { get; init; } = [];

    /// <summary>Blocks in the ledger.</summary>
    public ulong NumBlocks { get; init; }

    /// <summary>Outputs in the ledger.</summary>
    public ulong GlobalTxoCount { get; init; }

    /// <summary>The version of its last block.</summary>
    public uint LatestBlockVersion { get; init; }

    /// <summary>The highest version that the server knows.</summary>
    public uint MaxBlockVersion { get; init; }

    /// <inheritdoc/>
    public void WriteTo(ProstWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Messages(1, Results);
        writer.UInt64(2, NumBlocks);
        writer.UInt64(3, GlobalTxoCount);
        writer.UInt64(4, LatestBlockVersion);
        writer.UInt64(5, MaxBlockVersion);
    }

    /// <inheritdoc/>
    public static GetOutputsResponse ReadFrom(ref ProstReader reader)
    {
        var results = new List<OutputResult>();
        ulong blocks = 0, txos = 0;
        uint latest = 0, max = 0;
        while (reader.TryReadField(out int field))
        {
            switch (field)
            {
                case 1: results.Add(reader.Message<OutputResult>()); break;
                case 2: blocks = reader.UInt64(); break;
                case 3: txos = reader.UInt64(); break;
                case 4: latest = reader.UInt32(); break;
                case 5: max = reader.UInt32(); break;
                default: reader.Skip(); break;
            }
        }
        return new GetOutputsResponse
        {
            Results = results, NumBlocks = blocks, GlobalTxoCount = txos, LatestBlockVersion = latest, MaxBlockVersion = max,
        };
    }
}
