// Random sequences of operations, shrunk to the shortest that fails.
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;
using MobileCoin.Curve25519;

namespace MobileCoin.Oblivious.Test;

public sealed class MapProperties
{
    [Theory]
    [MemberData(nameof(Backends.LevelsAndShapes), MemberType = typeof(Backends))]
    public void Sequences_AgreeWithADictionary(SimdLevel level, int shapeIndex)
    {
        RecordShape shape = Backends.Shapes[shapeIndex];
        Prop.ForAll(Sequences(shape), sequence => Agrees(level, shape, sequence)).Check(Configured(30));
    }

    [Fact]
    public void AWrongAnswer_IsShrunkToTheOperationsThatCauseIt()
    {
        // The model is told of a record that the map does not have: the shortest failing sequence is its look-up.
        RecordShape shape = RecordShape.Counter;
        bool Wrong(Operation[] sequence)
        {
            using ObliviousMap map = Backends.Create(Simd.Level, shape, Backends.Small(8));
            var model = new Model(shape, map, new Dictionary<int, byte[]> { [3] = new byte[8] });
            return Holds(() => Array.ForEach(sequence, operation => operation.Run(model)));
        }
        var runner = new Shortest();
        Prop.ForAll(Sequences(shape), Wrong).Check(Configured(100).WithRunner(runner));
        Assert.NotNull(runner.Smallest);
        Assert.Single(runner.Smallest);
        Assert.Equal([3], runner.Smallest[0].Keys);
    }

    private static Config Configured(int runs) =>
        Config.QuickThrowOnFailure.WithMaxTest(runs).WithEndSize(200).WithReplay(new Replay(new Rnd(1234, 5679), null));

    private static bool Agrees(SimdLevel level, RecordShape shape, Operation[] sequence)
    {
        using ObliviousMap map = Backends.Create(level, shape, Backends.Small(8));
        var model = new Model(shape, map);
        foreach (Operation operation in sequence) operation.Run(model);
        model.CompareAll(40);
        return true;
    }

    private static bool Holds(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Xunit.Sdk.XunitException)
        {
            return false;
        }
    }

    private static Arbitrary<Operation[]> Sequences(RecordShape shape)
    {
        Gen<int> key = Gen.Choose(0, 39);
        Gen<Operation> operation = Gen.OneOf(
            key.Select(k => new Operation("find", [k])),
            key.Select(k => new Operation("upsert", [k])),
            key.Select(k => new Operation(shape == RecordShape.Counter ? "add" : "upsert", [k])),
            key.ArrayOf().Select(keys => new Operation("find batch", keys)),
            key.ArrayOf().Select(keys => new Operation("upsert batch", keys)));
        return Arb.From(operation.ArrayOf(), Shrink);
    }

    /// <summary>Leave out an operation, or a key of a batch.</summary>
    private static IEnumerable<Operation[]> Shrink(Operation[] sequence)
    {
        for (int i = 0; i < sequence.Length; i++) yield return [.. sequence[..i], .. sequence[(i + 1)..]];
        for (int i = 0; i < sequence.Length; i++)
        {
            int[] keys = sequence[i].Keys;
            for (int k = 0; keys.Length > 1 && k < keys.Length; k++)
            {
                yield return [.. sequence[..i], sequence[i] with { Keys = [.. keys[..k], .. keys[(k + 1)..]] }, .. sequence[(i + 1)..]];
            }
        }
    }

    private sealed record Operation(string Kind, int[] Keys)
    {
        public void Run(Model model)
        {
            switch (Kind)
            {
                case "find":
                    model.Find(Keys[0]);
                    break;
                case "upsert":
                    model.Upsert(Keys[0]);
                    break;
                case "add":
                    model.Add(Keys[0], ulong.MaxValue / 3);
                    break;
                case "find batch":
                    model.FindBatch(Keys);
                    break;
                default:
                    model.UpsertBatch(Keys);
                    break;
            }
        }

        public override string ToString() => $"{Kind} {string.Join(',', Keys)}";
    }

    /// <summary>Keeps the last, smallest, failing case instead of throwing.</summary>
    private sealed class Shortest : IRunner
    {
        public Operation[]? Smallest { get; private set; }

        public void OnStartFixture(Type t)
        {
        }

        public void OnArguments(int ntest, FSharpList<object> args, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> every)
        {
        }

        public void OnShrink(FSharpList<object> args, FSharpFunc<FSharpList<object>, string> everyShrink)
        {
        }

        public void OnFinished(string name, FsCheck.TestResult result)
        {
            if (result is FsCheck.TestResult.Failed failed) Smallest = (Operation[])failed.Item3[0];
        }
    }
}
