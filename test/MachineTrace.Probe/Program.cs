// The program whose instructions and addresses are traced: it runs the named exercises, each between two marks, with the secret of the
// variant asked for. When a tracer is waited for, each is run once before with a third secret, so that what is initialised on first use is
// not traced. Under Valgrind there is no such warm-up, for it would be traced as well: initialisation, too, must be the same for all secrets.
using MobileCoin.MachineTrace.Probe;

if (args is not [var first, var wait, .. var names]
    || first is not ("0" or "1")
    || wait is not ("run" or "wait")
    || !names.All(Exercises.All.ContainsKey))
{
    Console.Error.WriteLine("usage: MobileCoin.MachineTrace.Probe 0|1 run|wait EXERCISE...");
    return 2;
}
if (wait == "run") Marks.LetOtherThreadsSettle();
for (int i = 0; i < names.Length; i++)
{
    Func<int, Action> prepare = Exercises.All[names[i]];
    if (wait == "wait") prepare(Secret.WarmUp)();
    Action exercise = prepare(first[0] - '0');
    if (wait == "wait") Marks.WaitForTracer(names[i]);
    Marks.Begin(i);
    exercise();
    Marks.End(i);
}
Console.WriteLine(Marks.ImageBase());
return 0;
