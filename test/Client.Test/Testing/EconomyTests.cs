using FsCheck;
using FsCheck.Fluent;
using MobileCoin.Client.Testing;
using MobileCoin.Transactions;
using static MobileCoin.Client.Test.Testing.FakeWorld;

namespace MobileCoin.Client.Test.Testing;

/// <summary>Random payments, swaps, gifts and defragmentations of three accounts while the network has its troubles, against a model.</summary>
public sealed class EconomyTests
{
    private enum Act
    {
        Pay, PayAll, Swap, SwapPart, Cancel, Defragment, Gift, Fund, LoseKey, RotateKey, RaiseFees, EmptyBlocks, Restore, LoseAnswer,
    }

    [Fact]
    public void RandomHistories_LeaveEveryoneWithWhatTheModelSays()
    {
        Gen<Step> step =
            from act in Gen.Elements(Enum.GetValues<Act>())
            from who in Gen.Choose(0, 2)
            from whom in Gen.Choose(1, 2)
            from part in Gen.Choose(1, 99)
            from token in Gen.Elements(0, 1)
            select new Step(act, who, (who + whom) % 3, part, token);
        Gen<(Step[], int)> histories = from steps in Gen.ArrayOf(step, 10) from seed in Gen.Choose(1, 1_000_000) select (steps, seed);
        Prop.ForAll(histories.ToArbitrary(), h => Holds(h.Item1, h.Item2)).Check(Config.QuickThrowOnFailure.WithMaxTest(6));
    }

    private static void Holds(Step[] steps, int seed) => RunAsync(steps, seed).GetAwaiter().GetResult();

    private static async Task RunAsync(Step[] steps, int seed)
    {
        await using var economy = new Economy(seed);
        await economy.BeginAsync();
        foreach (Step step in steps)
        {
            try
            {
                await economy.DoAsync(step);
                await economy.CheckAsync(step);
            }
            catch (OperationCanceledException e)
            {
                throw new InvalidOperationException($"seed {seed}: no end of {step}", e);
            }
        }
    }

    private sealed record Step(Act Act, int Who, int Whom, int Part, int Token);

    private sealed class Economy(int seed) : IAsyncDisposable
    {
        private readonly CancellationTokenSource _deadline = new(TimeSpan.FromMinutes(1));

        private static readonly ulong[] Tokens = [0, Other];

        private readonly FakeWorld _world = new(new FakeFogOptions { Decoys = 600 }, seed);
        private readonly Dictionary<ulong, ulong> _fees = new() { [0] = Fee, [Other] = OtherFee };
        private readonly ulong[,] _balances = new ulong[3, 2];
        private Person[] _people = [];

        internal async Task BeginAsync()
        {
            _people = [await _world.PersonAsync(), await _world.PersonAsync(), await _world.PersonAsync()];
            for (int who = 0; who < 3; who++)
            {
                for (int token = 0; token < 2; token++) Fund(who, token, token == 0 ? 3 * Mob : 300_000, 3);
            }
            await CheckAsync(null);
        }

        internal async Task DoAsync(Step step)
        {
            (Act act, int who, int whom, int part, int token) = step;
            MobileCoinClient client = _people[who].Client;
            ulong id = Tokens[token], fee = _fees[id], spendable = await client.GetSpendableAsync(id, _deadline.Token);
            switch (act)
            {
                case Act.Pay or Act.PayAll or Act.LoseAnswer:
                    ulong value = act == Act.PayAll ? spendable : spendable / 100 * (ulong)part;
                    if (value > 0) await PayAsync(who, whom, token, value, act == Act.LoseAnswer);
                    break;
                case Act.Swap or Act.SwapPart:
                    await SwapAsync(who, whom, part, act == Act.SwapPart);
                    break;
                case Act.Cancel:
                    if (spendable <= fee || Largest(who, 0) < Mob / 10) break;
                    SignedContingentInput offer = await client.OfferAsync(new SwapOffer(new Amount(Mob / 10, 0), new Amount(5, Other)), _deadline.Token);
                    await client.CancelOfferAsync(offer, _deadline.Token);
                    _balances[who, 0] -= _fees[0];
                    break;
                case Act.Defragment:
                    _balances[who, token] -= (ulong)await client.DefragmentAsync(id, null, null, _deadline.Token) * fee;
                    break;
                case Act.Gift:
                    if (spendable <= 3 * fee) break;
                    TransferDraft gift = await client.PrepareTransferAsync(new Amount(2 * fee, id), "", _deadline.Token);
                    if (gift.Draft.Fee.Value != fee)
                    {
                        await FailsAsync(ClientError.FeesChanged, () => client.SendAsync(gift.Draft, _deadline.Token));
                        gift = await client.PrepareTransferAsync(new Amount(2 * fee, id), "", _deadline.Token);
                    }
                    await client.SendAsync(gift.Draft, _deadline.Token);
                    await _people[whom].Client.ClaimAsync(gift.Code, "", _deadline.Token);
                    _balances[who, token] -= 3 * fee;
                    _balances[whom, token] += fee;
                    break;
                case Act.Fund:
                    Fund(who, token, fee * 10, 18);
                    break;
                case Act.LoseKey:
                    _world.Fog.LoseIngressKey(part % 3);
                    break;
                case Act.RotateKey:
                    _world.Fog.RotateEgressKey();
                    break;
                case Act.RaiseFees:
                    foreach (ulong t in Tokens) _fees[t] += 128;
                    _world.Fog.SetMinimumFees(_fees);
                    break;
                case Act.EmptyBlocks:
                    _world.Fog.MakeBlocks(part % 5);
                    break;
                case Act.Restore:
                    var restored = MobileCoinClient.Restore(
                        _people[who].Account, _world.Fog.ChainId, _world.Fog.Connect(), client.SaveState(), _world.ClientOptions with { Trust = _world.Fog.Trust });
                    await client.DisposeAsync();
                    _people[who] = new Person(_people[who].Account, restored);
                    break;
            }
        }

        // A client learns new fees when it is told of a mismatch; a missed block's outputs may come late, never wrong.
        internal async Task CheckAsync(Step? step)
        {
            for (int tries = 0; ; tries++)
            {
                List<string> wrong = [];
                for (int who = 0; who < 3; who++)
                {
                    AccountSnapshot snapshot = await _people[who].Client.UpdateAsync(cancellationToken: _deadline.Token);
                    if (snapshot.BlockCount < _world.Fog.BlockCount && tries == 0) continue;
                    for (int token = 0; token < 2; token++)
                    {
                        ulong balance = snapshot.BalanceOf(Tokens[token]);
                        if (balance != _balances[who, token]) wrong.Add($"{who} has {balance} of {Tokens[token]}, and should have {_balances[who, token]}");
                    }
                }
                if (wrong.Count == 0) return;
                if (tries == 2) throw new InvalidOperationException($"seed {seed}, after {step}: {string.Join("; ", wrong)}");
            }
        }

        public ValueTask DisposeAsync()
        {
            _deadline.Dispose();
            return _world.DisposeAsync();
        }

        private void Fund(int who, int token, ulong value, int count)
        {
            _world.Fog.Fund(_people[who].Account.Address, Enumerable.Repeat(new Amount(value / (ulong)count, Tokens[token]), count));
            _balances[who, token] += value / (ulong)count * (ulong)count;
        }

        private ulong Largest(int who, int token) =>
            _people[who].Client.Snapshot.Outputs.Where(o => o.SpentAt is null && o.Amount.TokenId == Tokens[token]).Select(o => o.Amount.Value).DefaultIfEmpty(0UL).Max();

        private async Task PayAsync(int who, int whom, int token, ulong value, bool loseAnswer)
        {
            var payment = new Payment(_people[whom].Account.Address, new Amount(value, Tokens[token]));
            SentPayment sent;
            try
            {
                _world.Fog.Faults.LoseAnswers = loseAnswer;
                sent = await _people[who].Client.SendAsync(payment, _deadline.Token);
            }
            catch (MobileCoinException e) when (e.Payment is not null)
            {
                _world.Fog.Faults.LoseAnswers = false;
                sent = e.Payment;
            }
            catch (MobileCoinException e) when (e.Error is ClientError.InsufficientFunds or ClientError.NeedsDefragmentation or ClientError.Dust)
            {
                // The fee went up meanwhile: it was all, less the old fee.
                return;
            }
            finally
            {
                _world.Fog.Faults.LoseAnswers = false;
            }
            // The fees that changed: what was refused, with the answer lost, never comes.
            bool isRefused = sent.Draft.Fee.Value != _fees[Tokens[token]];
            if (isRefused) _world.Fog.MakeBlocks((int)Payment.DefaultTombstoneBlocks);
            PaymentStatus status = await _people[who].Client.WaitAsync(sent, _deadline.Token);
            if (isRefused && status.State == PaymentState.Expired) return;
            if (status.State != PaymentState.Appeared) throw new InvalidOperationException($"seed {seed}: a payment is {status.State}");
            _balances[who, token] -= value + sent.Draft.Fee.Value;
            _balances[whom, token] += value;
        }

        private async Task SwapAsync(int who, int whom, int part, bool inPart)
        {
            ulong give = Largest(who, 0) / 2, want = (ulong)part * 100;
            if (give <= 4 * _fees[0]) return;
            SignedContingentInput offer = await _people[who].Client.OfferAsync(new SwapOffer(new Amount(give, 0), new Amount(want, Other)) { MayFillPartly = inPart }, _deadline.Token);
            ulong fill = inPart ? give / 3 : give, pay = inPart ? (ulong)(((UInt128)want * fill + give - 1) / give) : want;
            try
            {
                SentPayment sent = await _people[whom].Client.AcceptAsync(offer, inPart ? fill : null, null, _deadline.Token);
                _balances[who, 0] -= fill;
                _balances[who, 1] += pay;
                _balances[whom, 0] += fill;
                _balances[whom, 1] -= pay;
                _balances[whom, sent.Draft.Fee.TokenId == 0 ? 0 : 1] -= sent.Draft.Fee.Value;
            }
            catch (MobileCoinException e) when (e.Error is ClientError.InsufficientFunds or ClientError.NeedsDefragmentation or ClientError.Dust)
            {
                await _people[who].Client.CancelOfferAsync(offer, _deadline.Token);
                _balances[who, 0] -= _fees[0];
            }
        }
    }
}
