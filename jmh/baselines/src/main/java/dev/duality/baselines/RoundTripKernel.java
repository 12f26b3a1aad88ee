// SPDX-License-Identifier: Apache-2.0
package dev.duality.baselines;

import dev.duality.workloads.Setting;

/// Two queues: questions go there, and each answer comes back with its question's number.
final class RoundTripKernel extends ReceivingKernel {
    private final QueueAdapter there;
    private final QueueAdapter back;

    RoundTripKernel(Baseline baseline, Setting setting) {
        super(setting);
        there = baseline.open(1, SendingWorkload.bytes(setting), true);
        back = baseline.open(1, SendingWorkload.bytes(setting), true);
    }

    @Override
    Poll receiver() {
        QueueAdapter.Receiver questions = there.receiver();
        QueueAdapter.Sender answers = back.sender();
        return () -> {
            if (questions.poll(1) == 0) {
                return 0;
            }
            answers.send(questions.last());
            taken.add(1, questions.sum());
            return 1;
        };
    }

    @Override
    SendingCaller sender() {
        return new Asking(there.sender(), back.receiver());
    }

    @Override
    void free() {
        there.close();
        back.close();
    }

    private final class Asking extends SendingCaller {
        private final QueueAdapter.Sender questions;
        private final QueueAdapter.Receiver answers;

        Asking(QueueAdapter.Sender questions, QueueAdapter.Receiver answers) {
            super(wait);
            this.questions = questions;
            this.answers = answers;
        }

        @Override
        void send(long number) {
            questions.send(number);
            for (int attempt = 0; answers.poll(1) == 0; attempt++) {
                wait.idle(attempt);
            }
            if (answers.last() != number) {
                throw new IllegalStateException(
                        "the answer to payload %,d has the number %,d".formatted(number, answers.last()));
            }
        }
    }
}
