// The API of the chain's headers (fact sheet consensus §4.11).
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.Transactions;
using MobileCoin.Wire;
using MobileCoin.Wire.ConsensusCommon;

namespace MobileCoin.Consensus;

/// <summary>Answers from the ledger.</summary>
internal sealed class BlockchainService(ILedger ledger, BlockchainConfig config, ILogger logger) : BlockchainAPI.BlockchainAPIBase
{
    /// <summary>Most headers of an answer.</summary>
    internal const uint MaxBlocks = 2000;

    public override Task<LastBlockInfoResponse> GetLastBlockInfo(Empty request, ServerCallContext context) => Task.FromResult(Read(() =>
    {
        var answer = new LastBlockInfoResponse { Index = ledger.NumBlocks - 1, NetworkBlockVersion = config.BlockVersion.Value };
        for (int i = 0; i < config.FeeMap.Tokens.Length; i++) answer.MinimumFees.Add(config.FeeMap.Tokens[i], config.FeeMap.Fees[i]);
#pragma warning disable CS0612 // Old wallets read it.
        answer.MobMinimumFee = answer.MinimumFees[TokenId.Mob];
#pragma warning restore CS0612
        return answer;
    }));

    public override Task<BlocksResponse> GetBlocks(BlocksRequest request, ServerCallContext context) => Task.FromResult(Read(() =>
    {
        var answer = new BlocksResponse();
        uint count = Math.Min(request.Limit, MaxBlocks);
        ulong end = ledger.NumBlocks;
        for (ulong index = request.Offset; index < end && index - request.Offset < count; index++)
        {
            answer.Blocks.Add(GeneratedMessage.Decode<Wire.Blockchain.Block>(ledger.GetBlock(index).Encode()));
        }
        return answer;
    }));

    private T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (LedgerException e)
        {
            throw RpcErrors.Database(logger, e);
        }
    }
}
