// The API of mobilecoind (fact sheet ledger §7.3).
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using MobileCoin.Blockchain;
using MobileCoin.Crypto;
using MobileCoin.Hosting;
using MobileCoin.LedgerDb;
using MobileCoin.LedgerSync;
using MobileCoin.Transactions;
using MobileCoin.Wire.MobilecoindApi;

namespace MobileCoin.Mobilecoind;

/// <summary>Answers from the ledger, the watcher's database and the state of the network.</summary>
/// <param name="ledger">The ledger.</param>
/// <param name="watcher">Timestamps and signatures of blocks; null: none are known.</param>
/// <param name="network">The peers; null: there is no network.</param>
/// <param name="chainId">The network's name.</param>
/// <param name="random">Keys, and which outputs are mixed in.</param>
/// <param name="logger">The log.</param>
internal sealed partial class MobilecoindService(
    ILedger ledger, WatcherDb? watcher, PollingNetworkState? network, string chainId, RandomFill random, ILogger logger) : MobilecoindAPI.MobilecoindAPIBase
{
    public override Task<MobilecoindVersionResponse> GetVersion(Empty request, ServerCallContext context) =>
        Task.FromResult(new MobilecoindVersionResponse { Version = BuildInformation.Current.Version });

    public override Task<GetNetworkStatusResponse> GetNetworkStatus(Empty request, ServerCallContext context) => Answer(() =>
    {
        ulong local = ledger.NumBlocks - 1;
        var status = new GetNetworkStatusResponse { LocalBlockIndex = local, ChainId = chainId };
        if (network is null) return status;
        status.NetworkHighestBlockIndex = network.HighestBlockIndexOnNetwork ?? 0;
        status.IsBehind = network.IsBehind(local);
        foreach ((ResponderId peer, ulong index) in network.PeerBlockIndices) status.PeerBlockIndexMap.Add(peer.Text, index);
        if (network.LastBlockInfos.Values.MaxBy(i => i.Index) is not { } highest) return status;
        status.LastBlockInfo = new Wire.MobilecoindApi.LastBlockInfo { Index = highest.Index, NetworkBlockVersion = highest.NetworkBlockVersion };
        foreach ((ulong token, ulong fee) in highest.MinimumFees) status.LastBlockInfo.MinimumFees.Add(token, fee);
#pragma warning disable CS0612 // Old wallets read it.
        status.LastBlockInfo.MobMinimumFee = highest.MinimumFees.GetValueOrDefault(TokenId.Mob);
#pragma warning restore CS0612
        return status;
    });

    /// <summary>What the ledger does not have is NOT_FOUND, and other failures of it are the server's.</summary>
    private Task<T> Answer<T>(Func<T> answer)
    {
        try
        {
            return Task.FromResult(answer());
        }
        catch (LedgerException e) when (e.Error is LedgerError.NotFound or LedgerError.TxOutIndexOutOfBounds)
        {
            return Task.FromException<T>(new RpcException(new Status(StatusCode.NotFound, e.Message)));
        }
        catch (LedgerException e)
        {
            return Task.FromException<T>(RpcErrors.Database(logger, e));
        }
        catch (RpcException e)
        {
            return Task.FromException<T>(e);
        }
    }
}
