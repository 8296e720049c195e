// Which outputs are spent (fact sheet fog §6.3, §7.7 steps 4 to 6).
using MobileCoin.Transactions;
using MobileCoin.Wire;

namespace MobileCoin.Fog;

internal sealed partial class FogWallet
{
    private const int ImagesAtOnce = 100;

    /// <summary>Below this the balance is known.</summary>
    internal ulong BalanceAt => _found.Values.Where(o => o.SpentAt is null).Select(o => o.AsOf).Append(Complete).Min();

    /// <summary>What is there after so many blocks.</summary>
    internal ulong Balance(ulong blocks) =>
        _found.Values.Where(o => o.Block < blocks && !(o.SpentAt < blocks)).Aggregate(0UL, (sum, o) => sum + o.Amount.Value);

    /// <summary>Asks the ledger about every output that is not known to be spent, and about key images of nobody's.</summary>
    internal async Task CheckKeyImagesAsync(ISimRouter router, IReadOnlyList<KeyImage> others)
    {
        try
        {
            _ledger ??= new RouterSession(router, _random);
            FoundOutput[] unspent = [.. _found.Values.Where(o => o.SpentAt is null).OrderBy(o => o.GlobalIndex)];
            foreach (FoundOutput[] chunk in unspent.Chunk(ImagesAtOnce).DefaultIfEmpty([]))
            {
                KeyImage[] images = [.. chunk.Select(o => o.KeyImage), .. others];
                CheckKeyImagesResponse answer = await CheckAsync(images);
                for (int i = 0; i < chunk.Length; i++)
                {
                    chunk[i].SpentAt = answer.Results[i].SpentAtBlock;
                    chunk[i].AsOf = Math.Max(chunk[i].AsOf, answer.NumBlocks);
                }
            }
        }
        catch
        {
            _ledger?.Dispose();
            _ledger = null;
            throw;
        }
    }

    private async Task<CheckKeyImagesResponse> CheckAsync(KeyImage[] images)
    {
        byte[] request = new CheckKeyImagesRequest([.. images.Select(i => new KeyImageQuery(i, 0))]).Encode();
        CheckKeyImagesResponse answer = WireMessage.Decode<CheckKeyImagesResponse>(await _ledger!.CallAsync([], request));
        Require(answer.NumBlocks <= _chain.Height, $"key images of {answer.NumBlocks} blocks are known, and the chain has {_chain.Height}");
        Require(
            Enumerable.Range((int)answer.NumBlocks, (int)(_chain.Height - answer.NumBlocks) + 1).Any(n => _chain.TxoCount((ulong)n) == answer.GlobalTxoCount),
            $"{answer.NumBlocks} blocks are looked at, and the ledger has {answer.GlobalTxoCount} outputs");
        Require(answer.Results.Count == images.Length, $"{images.Length} key images have {answer.Results.Count} results");
        for (int i = 0; i < images.Length; i++)
        {
            KeyImageResult result = answer.Results[i];
            ulong? spent = _chain.SpentAt(images[i]);
            Require(result.KeyImage == images[i], $"result {i} is for another key image");
            switch (result.KeyImageResultCode)
            {
                case KeyImageResultCode.Spent:
                    Require(spent == result.SpentAt, $"a key image is spent in block {result.SpentAt}, and it is {(spent is { } b ? $"in block {b}" : "not spent")}");
                    Require(result.Timestamp == _chain.Blocks[(int)result.SpentAt].Timestamp, $"block {result.SpentAt} was signed at {result.Timestamp}");
                    break;
                case KeyImageResultCode.NotSpent:
                    Require(!(spent < answer.NumBlocks), $"a key image is not spent in {answer.NumBlocks} blocks, and block {spent} spends it");
                    break;
                default:
                    throw new ModelException($"{Name} is told {result.KeyImageResultCode} of a key image");
            }
        }
        return answer;
    }
}
